import { part } from './arm-ids.ts';
import type { ArmProbeOptions } from './probe-arm-reads.ts';

// The commands that give Sendpass its rights in Azure. README's "For a real tenant" shows the same ones.

async function assignment({ ownObjectId }: ArmProbeOptions, role: string, scope: string): Promise<string> {
  return [
    `az role assignment create --role "${role}" \\`,
    `  --assignee-object-id ${await ownObjectId()} --assignee-principal-type ServicePrincipal \\`,
    `  --scope ${scope}`,
  ].join('\n');
}

/** `file` stands in docs/roles; made once per subscription. */
const define = ({ subscriptionId }: ArmProbeOptions, file: string): string =>
  `az role definition create --role-definition "$(sed s/SUBSCRIPTION-ID/${subscriptionId}/ docs/roles/${file}.json)"   # once`;

/** Addresses, short usernames and what is read for them: the custom role in docs/roles, on the resource group of `scope`. */
export async function grantMailSettings(options: ArmProbeOptions, scope: string): Promise<string> {
  const group = `/subscriptions/${part(scope, 'subscriptions')}/resourceGroups/${part(scope, 'resourceGroups')}`;
  return [define(options, 'mail-settings'), await assignment(options, 'Sendpass mail settings', group)].join('\n');
}

/** One reading right, at the subscription, where custom role definitions live. */
export async function grantRoleReader(options: ArmProbeOptions, scope: string): Promise<string> {
  return [define(options, 'role-reader'), await assignment(options, 'Sendpass role reader', scope)].join('\n');
}

/** Assigning roles, narrowed by a condition to the one role and to service principals (facts/azure §3). */
export async function grantAssigning(options: ArmProbeOptions, scope: string): Promise<string> {
  const assign = await assignment(options, 'Role Based Access Control Administrator', scope);
  return `${assign} \\\n  --condition-version 2.0 --condition ${quoted(assigningCondition(options.roleDefinitionId))}`;
}

/** Single quotes: in double ones an interactive shell takes the `!` for its history. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** `@Request` for write, `@Resource` for delete: the other way round one of the two always fails. */
export function assigningCondition(roleDefinitionId: string): string {
  const only = (action: string, source: string): string =>
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR ` +
    `(@${source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roleDefinitionId}} AND ` +
    `@${source}[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}))`;
  return `${only('write', 'Request')} AND ${only('delete', 'Resource')}`;
}
