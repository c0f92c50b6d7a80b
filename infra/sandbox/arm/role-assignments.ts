// Microsoft.Authorization/roleAssignments 2022-04-01, with the ABAC condition infra puts on Sendpass's own rights: it may write and
// delete assignments of the one SMTP role, to service principals, on ACS resources.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Assignment, World } from '../world.ts';
import { forbidden, isSelf } from './access.ts';
import { propertiesOf, text } from './body.ts';
import { scopeOf } from './door.ts';
import { listAssignments, wireAssignment } from './role-assignment-list.ts';
import { refuse } from './reply.ts';
import { roleDefinitionId, sameName } from './resources.ts';
import { atEveryScope } from './scopes.ts';

const TYPE = 'Microsoft.Authorization/roleAssignments';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Wish = {
  scope: string;
  name: string;
  roleDefinitionId: string;
  principalId: string;
  principalType: string | undefined;
};

function put(request: WireRequest, world: World): WireReply {
  const name = request.params['name'] ?? '';
  const properties = propertiesOf(request.body);
  const roleDefinition = text(properties['roleDefinitionId']);
  const principalId = text(properties['principalId']);
  if (!GUID.test(name)) {
    return refuse(400, 'InvalidRoleAssignmentId', `The role assignment ID '${name}' is not valid. It must be a GUID.`);
  }
  if (roleDefinition === undefined || principalId === undefined) {
    return refuse(400, 'InvalidRequestContent', `'roleDefinitionId' and 'principalId' are required.`);
  }
  const wish: Wish = {
    scope: scopeOf(request),
    name,
    roleDefinitionId: roleDefinition,
    principalId,
    principalType: text(properties['principalType']),
  };
  return (
    checkPrincipal(world, wish, request.arrivedAt) ??
    checkCondition(world, request, 'write', wish) ??
    checkDefinition(world, wish) ??
    store(world, wish)
  );
}

/**
 * Without `principalType: ServicePrincipal` ARM looks the principal up in a replica (the documented default is `User`): a fresh one is
 * not there yet. With it, any existing principal is accepted at once. An id that is no principal (say an appId) never is.
 */
function checkPrincipal(world: World, wish: Wish, at: number): WireReply | undefined {
  const principal = world.principals.find((each) => each.id === wish.principalId && each.deletedAt === null);
  const trusted = wish.principalType !== undefined && sameName(wish.principalType, 'ServicePrincipal');
  const known = principal !== undefined && (trusted || principal.visibleAt <= at);
  if (!known) {
    const short = wish.principalId.replaceAll('-', '');
    const missing = `Principal ${short} does not exist in the directory ${world.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`;
    return refuse(400, 'PrincipalNotFound', missing);
  }
  if (trusted || wish.principalType === undefined) return undefined;
  const wrong = `The PrincipalId '${wish.principalId}' has type 'ServicePrincipal', which is different from specified PrincipalType '${wish.principalType}'.`;
  return refuse(400, 'UnmatchedPrincipalType', wrong);
}

/** `@Request` values for write, `@Resource` values for delete; both need the configured role and a service principal. */
function checkCondition(
  world: World,
  request: WireRequest,
  verb: 'write' | 'delete',
  values: { scope: string; roleDefinitionId: string; principalType: string | undefined },
): WireReply | undefined {
  if (!isSelf(world, request)) return undefined;
  const onAcs = /\/providers\/Microsoft\.Communication\/communicationServices\/[^/]+$/i.test(values.scope);
  if (!onAcs) return forbidden(request, `${TYPE}/${verb}`, values.scope, false);
  const role = sameName(lastSegment(values.roleDefinitionId), lastSegment(world.roleDefinitionId));
  const type = sameName(values.principalType ?? 'ServicePrincipal', 'ServicePrincipal');
  return role && type ? undefined : forbidden(request, `${TYPE}/${verb}`, values.scope, true);
}

function checkDefinition(world: World, wish: Wish): WireReply | undefined {
  const name = lastSegment(wish.roleDefinitionId);
  if (world.roleDefinitions.some((each) => sameName(each.name, name))) return undefined;
  const missing = `The specified role definition with ID '${name.replaceAll('-', '')}' does not exist.`;
  return refuse(404, 'RoleDefinitionDoesNotExist', missing);
}

function store(world: World, wish: Wish): WireReply {
  const definition = roleDefinitionId(world, lastSegment(wish.roleDefinitionId));
  const same = (each: Assignment): boolean =>
    sameName(each.scope, wish.scope) &&
    sameName(each.roleDefinitionId, definition) &&
    each.principalId === wish.principalId;
  const named = world.assignments.find((each) => sameName(each.name, wish.name));
  if (named !== undefined) {
    if (same(named)) return { status: 200, body: wireAssignment(named) };
    const fixed = `Tenant ID, application ID, principal ID, and scope are not allowed to be updated.`;
    return refuse(400, 'RoleAssignmentUpdateNotPermitted', fixed);
  }
  const twin = world.assignments.find(same);
  if (twin !== undefined) {
    const exists = `The role assignment already exists. The ID of the existing role assignment is ${twin.name.replaceAll('-', '')}.`;
    return refuse(409, 'RoleAssignmentExists', exists);
  }
  const made: Assignment = {
    id: `${wish.scope}/providers/${TYPE}/${wish.name}`,
    name: wish.name,
    scope: wish.scope,
    roleDefinitionId: definition,
    principalId: wish.principalId,
    principalType: wish.principalType ?? 'ServicePrincipal',
    createdOn: new Date(world.now()).toISOString(),
    visibleAt: world.now() + world.draw('lag:role', world.lag.role),
  };
  world.assignments.push(made);
  return { status: 201, body: wireAssignment(made) };
}

function find(request: WireRequest, world: World): Assignment | undefined {
  const { name = '' } = request.params;
  const scope = scopeOf(request);
  return world.assignments.find((each) => sameName(each.name, name) && sameName(each.scope, scope));
}

function get(request: WireRequest, world: World): WireReply {
  const assignment = find(request, world);
  if (assignment !== undefined) return { status: 200, body: wireAssignment(assignment) };
  const missing = `The role assignment '${request.params['name'] ?? ''}' is not found.`;
  return refuse(404, 'RoleAssignmentNotFound', missing);
}

function remove(request: WireRequest, world: World): WireReply {
  const assignment = find(request, world);
  if (assignment === undefined) return { status: 204 };
  const refusal = checkCondition(world, request, 'delete', assignment);
  if (refusal !== undefined) return refusal;
  world.assignments.splice(world.assignments.indexOf(assignment), 1);
  return { status: 200, body: wireAssignment(assignment) };
}

const lastSegment = (id: string): string => id.split('/').at(-1) ?? id;

export const roleAssignmentRoutes: Route[] = [
  ...atEveryScope('roleAssignments', { method: 'GET', action: `${TYPE}/read`, handle: listAssignments }),
  ...atEveryScope('roleAssignments/:name', { method: 'GET', action: `${TYPE}/read`, handle: get }),
  ...atEveryScope('roleAssignments/:name', { method: 'PUT', action: `${TYPE}/write`, handle: put }),
  ...atEveryScope('roleAssignments/:name', { method: 'DELETE', action: `${TYPE}/delete`, handle: remove }),
];
