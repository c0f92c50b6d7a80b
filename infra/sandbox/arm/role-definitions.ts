// Microsoft.Authorization/roleDefinitions (read: infra makes the one in use, never the bot) and permissions (what the caller may do).
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { RoleDefinition, World } from '../world.ts';
import { definitionOf, covers, isSelf, removedActions, SELF_ACTIONS } from './access.ts';
import { armRoute, AUTHORIZATION_VERSIONS, scopeOf } from './door.ts';
import { refuse } from './reply.ts';
import { roleDefinitionId, sameName } from './resources.ts';
import { atEveryScope } from './scopes.ts';

const TYPE = 'Microsoft.Authorization/roleDefinitions';

function wire(world: World, definition: RoleDefinition): unknown {
  return {
    id: roleDefinitionId(world, definition.name),
    name: definition.name,
    type: TYPE,
    properties: {
      roleName: definition.roleName,
      type: definition.roleType,
      description: definition.description,
      assignableScopes: definition.assignableScopes,
      permissions: definition.permissions,
    },
  };
}

function get(request: WireRequest, world: World): WireReply {
  const name = request.params['name'] ?? '';
  const definition = world.roleDefinitions.find((each) => sameName(each.name, name));
  if (definition !== undefined) return { status: 200, body: wire(world, definition) };
  const missing = `The specified role definition with ID '${name.replaceAll('-', '')}' does not exist.`;
  return refuse(404, 'RoleDefinitionDoesNotExist', missing);
}

function list(request: WireRequest, world: World): WireReply {
  const filter = request.url.searchParams.get('$filter') ?? '';
  const [, field, wanted] = /(roleName|type) eq '([^']*)'/i.exec(filter) ?? [];
  const value = world.roleDefinitions
    .filter((each) => {
      if (field === undefined) return true;
      return sameName(field.toLowerCase() === 'type' ? each.roleType : each.roleName, wanted ?? '');
    })
    .map((each) => wire(world, each));
  return { status: 200, body: { value } };
}

/** Effective permissions of the caller on a scope; rights taken away show as notActions, which is how ARM can express them. */
function permissions(request: WireRequest, world: World): WireReply {
  if (isSelf(world, request)) {
    const notActions = removedActions(world).flatMap((each) => [each, `${each}*`]);
    const value = [{ actions: SELF_ACTIONS, notActions, dataActions: [], notDataActions: [] }];
    return { status: 200, body: { value } };
  }
  const scope = scopeOf(request);
  const mine = world.assignments.filter(
    (each) =>
      each.principalId === request.claims?.['oid'] && each.visibleAt <= request.arrivedAt && covers(each.scope, scope),
  );
  return { status: 200, body: { value: mine.flatMap((each) => definitionOf(world, each)?.permissions ?? []) } };
}

const read = { method: 'GET', action: `${TYPE}/read` };

/** Writing definitions reaches nobody here: allowing Sendpass to would void the condition on its own rights. */
export const roleDefinitionRoutes: Route[] = [
  armRoute({
    ...read,
    path: '/providers/Microsoft.Authorization/roleDefinitions/:name',
    type: 'roleDefinitions',
    versions: AUTHORIZATION_VERSIONS,
    handle: get,
  }),
  ...atEveryScope('roleDefinitions', { ...read, handle: list }),
  ...atEveryScope('roleDefinitions/:name', { ...read, handle: get }),
  ...atEveryScope('roleDefinitions/:name', { method: 'PUT', action: `${TYPE}/write`, handle: get }),
  ...atEveryScope('roleDefinitions/:name', { method: 'DELETE', action: `${TYPE}/delete`, handle: get }),
  ...atEveryScope('permissions', {
    method: 'GET',
    action: 'Microsoft.Authorization/permissions/read',
    handle: permissions,
  }),
];
