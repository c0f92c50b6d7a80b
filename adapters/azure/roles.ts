import type { Azure, RoleAssignment, RoleDefinition } from '../../src/provisioning/port-azure.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import { clientOptions } from './arm-options.ts';
import type { ArmOptions } from './arm-options.ts';
import { sameId, scopeOf } from './arm-ids.ts';
import { azureError, orAbsent, translated } from './errors.ts';

async function authorizationClient(options: ArmOptions) {
  const { AuthorizationManagementClient } = await loadInTurn(() => import('@azure/arm-authorization'));
  return new AuthorizationManagementClient(options.credential, options.subscriptionId, clientOptions(options.cloud));
}
type Client = Awaited<ReturnType<typeof authorizationClient>>;

type Roles = Pick<Azure, 'roleDefinition' | 'assignRole' | 'findAssignment' | 'removeAssignment'>;

/** Role assignments of the one definition infra made (api 2022-04-01). Definitions are read, never written. */
export function createRoles(options: ArmOptions): Roles {
  const client = lazily(() => authorizationClient(options));
  const subscription = `subscriptions/${options.subscriptionId}`;
  const definitionId = `/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${options.roleDefinitionId}`;
  return {
    roleDefinition: async () => {
      const found = await orAbsent((await client()).roleDefinitions.get(subscription, options.roleDefinitionId), 'arm');
      return found ? toDefinition(found, definitionId) : undefined;
    },
    assignRole: async (wish) => assignRole(await client(), definitionId, wish),
    findAssignment: async (wish) => findAssignment(await client(), definitionId, wish),
    removeAssignment: async ({ scope, name }) =>
      void (await orAbsent((await client()).roleAssignments.delete(scopeOf(scope), name), 'arm')),
  };
}

function toDefinition(found: Awaited<ReturnType<Client['roleDefinitions']['get']>>, id: string): RoleDefinition {
  const permissions = found.permissions ?? [];
  return {
    id: found.id ?? id,
    name: found.roleName ?? '',
    actions: permissions.flatMap((each) => each.actions ?? []),
    notActions: permissions.flatMap((each) => each.notActions ?? []),
    dataActions: permissions.flatMap((each) => each.dataActions ?? []),
  };
}

async function assignRole(
  client: Client,
  definitionId: string,
  wish: Parameters<Azure['assignRole']>[0],
): Promise<RoleAssignment> {
  try {
    const body = {
      roleDefinitionId: definitionId,
      principalId: wish.principalId,
      principalType: 'ServicePrincipal' as const,
    };
    // principalType is sent always: without it Azure looks the fresh principal up and answers PrincipalNotFound.
    const made = await client.roleAssignments.create(scopeOf(wish.scope), wish.name, body);
    return {
      id: made.id ?? '',
      name: made.name ?? wish.name,
      roleDefinitionId: definitionId,
      principalId: wish.principalId,
    };
  } catch (thrown) {
    const error = azureError(thrown, 'arm');
    if (error.code !== 'already-there') throw error;
    const real = await findAssignment(client, definitionId, wish);
    if (real) return real;
    throw new SendpassError({
      code: 'replicating',
      kind: 'not-yet',
      advice: 'Azure says the role is assigned but does not show it yet.',
    });
  }
}

async function findAssignment(
  client: Client,
  definitionId: string,
  wish: { scope: string; principalId: string },
): Promise<RoleAssignment | undefined> {
  const read = async (): Promise<RoleAssignment | undefined> => {
    const pages = client.roleAssignments.listForScope(scopeOf(wish.scope), {
      filter: `principalId eq '${wish.principalId}'`,
    });
    for await (const each of pages)
      // The filter also answers assignments inherited from above: ours stands on this very resource.
      if (sameId(each.roleDefinitionId ?? '', definitionId) && sameId(each.scope ?? '', wish.scope))
        return {
          id: each.id ?? '',
          name: each.name ?? '',
          roleDefinitionId: definitionId,
          principalId: wish.principalId,
        };
    return undefined;
  };
  return translated(read(), 'arm');
}
