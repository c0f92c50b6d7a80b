import type { TokenCredential } from '@azure/core-auth';
import type { Cloud } from '../../src/shared/cloud.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { SendpassError } from '../../src/shared/errors.ts';
import { once } from '../../src/shared/port-probe.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { createInvoke } from './invoke.ts';

export type ExchangeProbeOptions = {
  cloud: Cloud;
  credential: TokenCredential;
  tenantId: string;
  ownObjectId: () => Promise<string>;
  /** Does Sendpass administer Exchange itself? Only then it needs a right there. */
  administers: boolean;
  /** The command that grants Exchange.ManageAsApp to this object id. */
  grantManage: (oid: string) => string;
};

/**
 * The token endpoint for Exchange, and, where Sendpass is to run commands there, that it may: the permission in its token, and a role that lets a
 * cmdlet run. Nothing is changed over there.
 */
export function exchangeProbes(options: ExchangeProbeOptions): Probe[] {
  const token = once(() => ownRoles(options));
  const probes: Probe[] = [{ id: 'exchange:token', kind: 'neighbour', run: () => tokenGiven(options, token) }];
  if (!options.administers) return probes;
  const invoke = createInvoke(options.cloud, options.credential, options.tenantId);
  const look = once(() => invoke('Get-TransportConfig').then(() => null, asSendpassError));
  return [
    ...probes,
    { id: 'exchange:Exchange.ManageAsApp', kind: 'permission', run: () => mayManage(options, token) },
    { id: 'exchange:role', kind: 'permission', run: () => hasRole(options, token, look) },
  ];
}

async function ownRoles({ cloud, credential }: ExchangeProbeOptions): Promise<string[]> {
  const token = (await credential.getToken(cloud.exchangeAdmin.scope))?.token ?? '';
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const roles = typeof claims === 'object' && claims !== null && 'roles' in claims ? claims.roles : [];
  return Array.isArray(roles) ? roles.map(String) : [];
}

/** For Sendpass's own identity: senders get theirs from the same endpoint with the same scope. */
async function tokenGiven({ cloud }: ExchangeProbeOptions, token: () => Promise<string[]>): Promise<Finding> {
  const { scope } = cloud.exchangeAdmin;
  try {
    await token();
    return { status: 'ok', why: `Entra gives a token for ${scope}` };
  } catch (thrown) {
    const { code, vendor } = asSendpassError(thrown);
    // Its own sign-in is another line's business. 500011: the tenant has no principal of that resource.
    if (vendor?.code !== 'AADSTS500011')
      return { status: 'unknown', why: `Entra gave no token (${vendor?.code ?? code}); see entra:sign-in` };
    return {
      status: 'missing',
      why: `Entra gives no token for ${scope} (${vendor.code}): the tenant does not know Office 365 Exchange Online`,
      fix: 'az ad sp show --id 00000002-0000-0ff1-ce00-000000000000   # comes with the first Exchange Online licence',
    };
  }
}

async function mayManage(options: ExchangeProbeOptions, token: () => Promise<string[]>): Promise<Finding> {
  const roles = await token().catch(() => null);
  if (roles === null) return { status: 'unknown', why: 'there is no token to look into; see exchange:token' };
  if (roles.includes('Exchange.ManageAsApp'))
    return { status: 'ok', why: 'may call Exchange’s administration (administration: rest)' };
  return {
    status: 'missing',
    why: 'Exchange refuses commands of Sendpass; an administrator runs each script instead',
    fix: options.grantManage(await options.ownObjectId()),
  };
}

/** What the role is called stands nowhere Sendpass may read; a cmdlet that only looks says whether there is one. */
async function hasRole(
  options: ExchangeProbeOptions,
  token: () => Promise<string[]>,
  look: () => Promise<SendpassError | null>,
): Promise<Finding> {
  const roles = await token().catch(() => null);
  if (!roles?.includes('Exchange.ManageAsApp'))
    return { status: 'unknown', why: 'cannot be asked without the permission; see exchange:Exchange.ManageAsApp' };
  const error = await look();
  if (error === null) return { status: 'ok', why: 'Exchange runs its commands: it has a role there' };
  if (error.code !== 'exchange-permission-missing')
    return { status: 'unknown', why: `Exchange does not tell (${error.code})`, fix: 'Run the doctor again later.' };
  const oid = await options.ownObjectId();
  return {
    status: 'missing',
    why: 'it has the permission but no role that administers Exchange; an administrator runs each script instead',
    fix: roleFix(options.cloud, oid),
  };
}

/** The role is looked up by its name. */
function roleFix(cloud: Cloud, oid: string): string {
  const roles = `${cloud.graph.endpoint}/v1.0/roleManagement/directory`;
  return [
    `role=$(az rest --method get --url "${roles}/roleDefinitions?\\$filter=displayName eq 'Exchange Administrator'" --query "value[0].id" -o tsv)`,
    `az rest --method post --url ${roles}/roleAssignments --body "{\\"principalId\\":\\"${oid}\\",\\"roleDefinitionId\\":\\"$role\\",\\"directoryScopeId\\":\\"/\\"}"`,
  ].join('\n');
}
