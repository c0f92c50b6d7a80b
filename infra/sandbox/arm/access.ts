// Who may do what in ARM. Sendpass's own identity has a fixed list (what infra grants it) minus `world.removedPermissions`; every
// other principal has what its visible role assignments give it – the SMTP sender role lets an application write its ACS resource.
import type { WireReply, WireRequest } from '../wire.ts';
import type { Assignment, RoleDefinition, World } from '../world.ts';
import { refuse } from './reply.ts';
import { roleDefinitionId, sameName } from './resources.ts';

/** What infra grants Sendpass. Role assignments are narrowed further by the ABAC condition (role-assignments.ts). */
export const SELF_ACTIONS = [
  'Microsoft.Communication/CommunicationServices/Read',
  'Microsoft.Communication/CommunicationServices/Write',
  'Microsoft.Communication/CommunicationServices/SmtpUsernames/*',
  'Microsoft.Communication/EmailServices/Read',
  'Microsoft.Communication/EmailServices/Domains/Read',
  'Microsoft.Communication/EmailServices/Domains/SenderUsernames/*',
  'Microsoft.Authorization/roleAssignments/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  'Microsoft.Authorization/roleDefinitions/read',
  'Microsoft.Authorization/permissions/read',
  'Microsoft.Resources/subscriptions/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
];

const AUDIENCES = ['https://management.core.windows.net/', 'https://management.azure.com/'];

/** 401 unless the request carries a valid token for ARM itself. A token for the endpoint's own host is the SDK's scope trap. */
export function checkToken(request: WireRequest): WireReply | undefined {
  const challenge = {
    'www-authenticate': 'Bearer authorization_uri="https://login.windows.net/", error="invalid_token"',
  };
  const header = request.headers['authorization'];
  if (header === undefined) {
    const missing = `Authentication failed. The 'Authorization' header is missing.`;
    return { ...refuse(401, 'AuthenticationFailed', missing), headers: challenge };
  }
  if (request.claims === undefined) {
    return { ...refuse(401, 'InvalidAuthenticationToken', 'The access token is invalid.'), headers: challenge };
  }
  const audience = String(request.claims['aud']);
  if (AUDIENCES.some((allowed) => allowed === audience || allowed === `${audience}/`)) return undefined;
  const list = AUDIENCES.flatMap((allowed) => [`'${allowed}'`, `'${allowed.slice(0, -1)}'`]).join(',');
  const wrong = `The access token has been obtained for wrong audience or resource '${audience}'. It should exactly match with one of the allowed audiences ${list}.`;
  return { ...refuse(401, 'InvalidAuthenticationTokenAudience', wrong), headers: challenge };
}

/** 403 AuthorizationFailed, naming action and scope, unless the caller may do `action` on `scope`. */
export function checkRight(world: World, request: WireRequest, action: string, scope: string): WireReply | undefined {
  return callerMay(world, request, action, scope) ? undefined : forbidden(request, action, scope, false);
}

/** `byCondition` chooses the text ARM uses when an assignment exists but its ABAC condition is false. */
export function forbidden(request: WireRequest, action: string, scope: string, byCondition: boolean): WireReply {
  const who = `The client '${String(request.claims?.['appid'])}' with object id '${String(request.claims?.['oid'])}'`;
  const lacks = byCondition
    ? 'has an authorization with ABAC condition that is not fulfilled'
    : 'does not have authorization';
  const message = `${who} ${lacks} to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  return refuse(403, 'AuthorizationFailed', message);
}

export const isSelf = (world: World, request: WireRequest): boolean => request.claims?.['appid'] === world.self.appId;

/** `arm:` entries of removedPermissions without their prefix: beginnings of actions, of all for `arm:*`. */
export function removedActions(world: World): string[] {
  return [...world.removedPermissions]
    .filter((each) => each.startsWith('arm:'))
    .map((each) => each.slice(4).replace(/^\*$/, ''));
}

function callerMay(world: World, request: WireRequest, action: string, scope: string): boolean {
  if (!isSelf(world, request)) {
    const principalId = String(request.claims?.['oid']);
    return principalMay(world, { principalId, action, scope, at: request.arrivedAt });
  }
  const removed = removedActions(world).some((each) => action.toLowerCase().startsWith(each.toLowerCase()));
  return !removed && SELF_ACTIONS.some((pattern) => actionMatches(pattern, action));
}

/** Whether a role assignment that the replicas already showed at `at` lets the principal do `action` on `scope`. */
export function principalMay(
  world: World,
  ask: { principalId: string; action: string; scope: string; at: number },
): boolean {
  return world.assignments.some((assignment) => {
    if (assignment.principalId !== ask.principalId || assignment.visibleAt > ask.at) return false;
    if (!covers(assignment.scope, ask.scope)) return false;
    const definition = definitionOf(world, assignment);
    return definition !== undefined && allows(definition, ask.action);
  });
}

export function definitionOf(world: World, assignment: Assignment): RoleDefinition | undefined {
  return world.roleDefinitions.find((each) =>
    sameName(roleDefinitionId(world, each.name), assignment.roleDefinitionId),
  );
}

/** Wildcards as in role definitions, no regard to case; notActions take away. */
export function allows(definition: RoleDefinition, action: string): boolean {
  return definition.permissions.some(
    (each) =>
      each.actions.some((pattern) => actionMatches(pattern, action)) &&
      !each.notActions.some((pattern) => actionMatches(pattern, action)),
  );
}

function actionMatches(pattern: string, action: string): boolean {
  const escaped = pattern.toLowerCase().replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`).test(action.toLowerCase());
}

/** Whether an assignment at `assigned` reaches `scope`: the same resource or one above it. */
export function covers(assigned: string, scope: string): boolean {
  const above = assigned.toLowerCase().replace(/\/$/, '');
  const below = scope.toLowerCase();
  return below === above || below.startsWith(`${above}/`);
}
