import type { TokenCredential } from '@azure/core-auth';
import { z } from 'zod';
import type { Cloud } from '../../src/shared/cloud.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { Identity } from '../../src/shared/identity.ts';
import { once } from '../../src/shared/port-probe.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { smtpSendRole } from './app-roles.ts';
import { createGraph } from './graph-client.ts';
import type { Graph, GraphReply } from './graph-client.ts';

const claimsShape = z.object({ oid: z.string(), roles: z.array(z.string()).default([]) });
export type OwnClaims = z.infer<typeof claimsShape>;

/** Claims of Sendpass's own Graph token: object id of its principal, and the application permissions consented to. */
export function createOwnClaims(cloud: Cloud, credential: TokenCredential): () => Promise<OwnClaims> {
  return once(async () => {
    const token = (await credential.getToken(cloud.graph.scope))?.token ?? '';
    return claimsShape.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  });
}

/** What `entraProbes` has no need of unless senders ask for an administrator's consent. */
export const consentRoleProbe = (cloud: Cloud, credential: TokenCredential): Probe => ({
  id: 'exchange:SMTP.SendAsApp',
  kind: 'neighbour',
  run: () => sendingRole(createGraph(cloud, credential)),
});

/** By its value, as converge resolves it. */
async function sendingRole(graph: Graph): Promise<Finding> {
  try {
    const { roleId } = await smtpSendRole(graph);
    return { status: 'ok', why: `the permission senders need consent to is there (${roleId})` };
  } catch (thrown) {
    const { code, advice, vendor } = asSendpassError(thrown);
    const fix =
      'az ad sp show --id 00000002-0000-0ff1-ce00-000000000000   # comes with the first Exchange Online licence; or set access to app-rbac';
    if (code === 'exchange-not-in-tenant') return { status: 'missing', why: advice, fix };
    return { status: 'unknown', why: `Graph does not tell (${vendor?.status ?? code}); see graph:reachable` };
  }
}

export type EntraProbeOptions = {
  cloud: Cloud;
  credential: TokenCredential;
  identity: Identity;
  ownClaims: () => Promise<OwnClaims>;
  /** Object ids the policy names: who approves and who operates. */
  people: string[];
  groups: string[];
};

type Permission = { name: string; path: string; lets: string; without: string; readIsEnough: boolean };

const ownedBy: Permission = {
  name: 'Application.ReadWrite.OwnedBy',
  path: '/applications?$top=1&$select=id',
  lets: 'registers applications and changes those it made',
  without: 'no application can be registered',
  // The read also works with weaker permissions; that it may write stands only in the token.
  readIsEnough: false,
};

// What each read is for stands in directory.ts; a harmless read beats the token's claim, because another permission may allow it too.
const permissions: Permission[] = [
  ownedBy,
  {
    name: 'User.Read.All',
    path: '/users?$top=1&$select=id',
    lets: 'sees whether an address or name belongs to a person',
    without: 'nobody is warned when a MailFrom imitates a person',
    readIsEnough: true,
  },
  {
    name: 'GroupMember.Read.All',
    path: '/groups?$top=1&$select=id',
    lets: 'asks at the click whether somebody is an approver',
    without: 'approvers named by an Entra group cannot decide',
    readIsEnough: true,
  },
  {
    name: 'Policy.Read.ApplicationConfiguration',
    path: '/policies/defaultAppManagementPolicy',
    lets: "knows the tenant's longest secret lifetime before it asks",
    without: 'a lifetime the tenant forbids is refused only while provisioning',
    readIsEnough: true,
  },
];

// The application permissions that would make a stolen Sendpass a stolen tenant; none is used.
const tooMuch = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Directory.ReadWrite.All',
  'RoleManagement.ReadWrite.Directory',
];

/** Sign-in, Graph, each application permission in use, and that the people and groups of the policy exist. */
export function entraProbes(options: EntraProbeOptions): Probe[] {
  const graph = createGraph(options.cloud, options.credential);
  const read = (path: string): (() => Promise<GraphReply>) => once(() => ask(graph, path));
  const first = read(ownedBy.path);
  return [
    { id: 'entra:sign-in', kind: 'neighbour', run: () => signIn(options) },
    { id: 'graph:reachable', kind: 'neighbour', run: () => reachable(options.cloud, first) },
    ...permissions.map((permission): Probe => ({
      id: `graph:${permission.name}`,
      kind: 'permission',
      run: () => judge(options, permission, permission === ownedBy ? first : read(permission.path)),
    })),
    { id: 'policy:people', kind: 'setting', run: () => approvers(graph, options) },
  ];
}

const ask = (graph: Graph, path: string): Promise<GraphReply> =>
  graph({ method: 'GET', path, accept: [400, 401, 403, 404, 429, 500, 502, 503, 504], repeatable: false });

async function signIn({ identity, ownClaims }: EntraProbeOptions): Promise<Finding> {
  try {
    const { oid } = await ownClaims();
    return { status: 'ok', why: `signed in with ${identity.kind} identity, object id ${oid}` };
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const code = error.vendor?.code ? ` (${error.vendor.code})` : '';
    return { status: 'missing', why: `${error.advice}${code}`, fix: signInFix(identity) };
  }
}

function signInFix(identity: Identity): string {
  switch (identity.kind) {
    case 'secret':
      return `az ad app credential reset --id ${identity.clientId} --append   # then set IDENTITY_CLIENT_SECRET; check TENANT_ID and CLOUD`;
    case 'certificate':
      return `az ad app credential reset --id ${identity.clientId} --append --cert @${identity.certificatePath}`;
    case 'workload':
      return `az identity federated-credential list --identity-name NAME --resource-group GROUP   # must name this cluster; check IDENTITY_TOKEN_FILE`;
    case 'managed':
      return 'az vm identity show --name NAME --resource-group GROUP   # or of the app service; IDENTITY_CLIENT_ID must be assigned to this machine';
  }
}

async function reachable(cloud: Cloud, first: () => Promise<GraphReply>): Promise<Finding> {
  const { host } = new URL(cloud.graph.endpoint);
  try {
    const { status } = await first();
    if (status === 401)
      return { status: 'missing', why: `${host} refuses the token`, fix: 'Check CLOUD and TENANT_ID.' };
    if (status >= 429)
      return { status: 'unknown', why: `${host} answers ${status}`, fix: 'Run the doctor again later.' };
    return { status: 'ok', why: `${host} answers` };
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.code !== 'graph-unreachable') throw thrown;
    return {
      status: 'missing',
      why: `${host} cannot be reached`,
      fix: `curl -v ${cloud.graph.endpoint}/v1.0/   # firewall or proxy`,
    };
  }
}

async function judge(
  { cloud, ownClaims }: EntraProbeOptions,
  permission: Permission,
  read: () => Promise<GraphReply>,
): Promise<Finding> {
  const [{ oid, roles }, { status }] = await Promise.all([ownClaims(), read()]);
  const held = roles.includes(permission.name);
  if (status === 403 || (status === 200 && !held && !permission.readIsEnough))
    return { status: 'missing', why: permission.without, fix: grant(cloud, oid, permission.name) };
  if (status !== 200) return { status: 'unknown', why: `Graph answers ${status}`, fix: 'Run the doctor again later.' };
  const extra = permission === ownedBy ? tooMuch.filter((name) => roles.includes(name)) : [];
  const warning =
    extra.length === 0 ? '' : `; it also holds ${extra.join(', ')}, which it does not need: take that away`;
  return { status: 'ok', why: `${permission.lets}${warning}` };
}

const microsoftGraph = '00000003-0000-0000-c000-000000000000';

/** Grants an application permission to a principal. The role id is looked up by name: the published lists of ids are third party. */
export function grant(cloud: Cloud, oid: string, permission: string, resource = microsoftGraph): string {
  return [
    `az rest --method post --url ${cloud.graph.endpoint}/v1.0/servicePrincipals/${oid}/appRoleAssignments \\`,
    `  --body "{\\"principalId\\":\\"${oid}\\",\\"resourceId\\":\\"$(az ad sp show --id ${resource} --query id -o tsv)\\",` +
      `\\"appRoleId\\":\\"$(az ad sp show --id ${resource} --query "appRoles[?value=='${permission}'].id | [0]" -o tsv)\\"}"`,
  ].join('\n');
}

async function approvers(graph: Graph, { people, groups }: EntraProbeOptions): Promise<Finding> {
  const paths = [...people.map((id) => `/users/${id}`), ...groups.map((id) => `/groups/${id}`)];
  const replies = await Promise.all(paths.map(async (path) => ({ path, ...(await ask(graph, `${path}?$select=id`)) })));
  const absent = replies.filter((each) => each.status === 404).map((each) => each.path.slice(1));
  const fix =
    'Put object ids of this tenant into POLICY_FILE (az ad user show --id MAIL, az ad group show --group NAME).';
  if (absent.length > 0) return { status: 'missing', why: `not in this tenant: ${absent.join(', ')}`, fix };
  if (replies.some((each) => each.status !== 200))
    return {
      status: 'unknown',
      why: 'the directory does not tell (see graph:User.Read.All, graph:GroupMember.Read.All)',
    };
  return { status: 'ok', why: `every person and group of the policy exists (${paths.length})` };
}
