import { SendpassError } from '../../src/shared/errors.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { part } from './arm-ids.ts';
import { readArm } from './probe-arm-reads.ts';
import type { ArmProbeOptions, ArmReads } from './probe-arm-reads.ts';
import { domainProbe } from './probe-domains.ts';
import { grantAssigning, grantMailSettings, grantRoleReader } from './probe-grants.ts';
import { definitionProbe } from './probe-role-definition.ts';

/** ARM itself, each configured ACS resource and the domains linked to it, the SMTP role, and every action Sendpass calls. */
export function armProbes(options: ArmProbeOptions): Probe[] {
  const reads = readArm(options);
  return [
    { id: 'arm:reachable', kind: 'neighbour', run: () => reachable(options, reads) },
    ...options.acsResourceIds.map((id): Probe => ({
      id: `acs:${part(id, 'communicationServices')}`,
      kind: 'neighbour',
      run: () => resource(id, reads),
    })),
    domainProbe(options, reads),
    definitionProbe(options, reads),
    ...permissionProbes(options, reads),
  ];
}

async function reachable({ cloud }: ArmProbeOptions, reads: ArmReads): Promise<Finding> {
  const { host } = new URL(cloud.arm.endpoint);
  try {
    const { status } = await reads.definition();
    if (status === 401)
      return { status: 'missing', why: `${host} refuses the token`, fix: 'Check CLOUD and TENANT_ID.' };
    if (status >= 429)
      return { status: 'unknown', why: `${host} answers ${status}`, fix: 'Run the doctor again later.' };
    return { status: 'ok', why: `${host} answers` };
  } catch (thrown) {
    if (!(thrown instanceof SendpassError) || thrown.code !== 'arm-unreachable') throw thrown;
    return {
      status: 'missing',
      why: `${host} cannot be reached`,
      fix: `curl -v ${cloud.arm.endpoint}   # firewall or proxy`,
    };
  }
}

async function resource(id: string, reads: ArmReads): Promise<Finding> {
  const { status } = await reads.acs(id);
  if (status === 200)
    return { status: 'ok', why: `is there, ${(await reads.linkedDomains(id)).length} domain(s) linked` };
  if (status === 403) return { status: 'unknown', why: `may not be read (see ${idOf(acsRead)})` };
  if (status !== 404) return { status: 'unknown', why: `Azure answers ${status}` };
  const fix = 'az communication list --query "[].id" -o tsv   # correct ACS_RESOURCE_IDS';
  return { status: 'missing', why: `there is no ${id}`, fix };
}

const acsRead = 'Microsoft.Communication/CommunicationServices/Read';
const domainRead = 'Microsoft.Communication/EmailServices/Domains/Read';
const definitionRead = 'Microsoft.Authorization/roleDefinitions/read';
const permissionsRead = 'Microsoft.Authorization/permissions/read';
const smtpUsernames = 'Microsoft.Communication/CommunicationServices/SmtpUsernames';
const mailFroms = 'Microsoft.Communication/EmailServices/Domains/SenderUsernames';
const assignments = 'Microsoft.Authorization/roleAssignments';

const idOf = (action: string): string => `arm:${action}`;

/** The scopes an action is needed at and the command that grants it there. */
type Need = {
  action: string;
  use: string;
  scopes: (reads: ArmReads) => Promise<string[]>;
  /** The status of a harmless call that needs just this right; without one, what ARM says about the caller's permissions. */
  call?: (reads: ArmReads, scope: string) => Promise<number>;
  grant: (options: ArmProbeOptions, scope: string) => Promise<string>;
};

function needs(options: ArmProbeOptions): Need[] {
  const acs = { scopes: async () => options.acsResourceIds };
  const domains = { scopes: (reads: ArmReads) => reads.policyDomainIds() };
  const assigning = { ...acs, grant: grantAssigning };
  const settings = { ...acs, grant: grantMailSettings };
  const addresses = { ...domains, grant: grantMailSettings };
  const subscription = { scopes: async () => [`/subscriptions/${options.subscriptionId}`], grant: grantRoleReader };
  const status = async (answer: Promise<{ status: number }>): Promise<number> => (await answer).status;
  return [
    { ...settings, action: acsRead, use: 'reads which domains are linked', call: (r, id) => status(r.acs(id)) },
    { ...settings, action: `${smtpUsernames}/Read`, use: 'looks before it makes a short username' },
    { ...settings, action: `${smtpUsernames}/Write`, use: 'makes short usernames for printers' },
    { ...settings, action: `${smtpUsernames}/Delete`, use: 'removes the short username of a retired sender' },
    { ...addresses, action: domainRead, use: 'reads the state of a domain', call: (r, id) => status(r.domain(id)) },
    { ...addresses, action: `${mailFroms}/Read`, use: 'sees which addresses are taken' },
    { ...addresses, action: `${mailFroms}/Write`, use: 'adds a MailFrom address' },
    { ...addresses, action: `${mailFroms}/Delete`, use: 'removes the MailFrom address of a retired sender' },
    { ...assigning, action: `${assignments}/read`, use: 'sees whether the role is assigned already' },
    { ...assigning, action: `${assignments}/write`, use: 'assigns the SMTP role (its condition is not read here)' },
    { ...assigning, action: `${assignments}/delete`, use: 'takes the SMTP role back (its condition is not read here)' },
    {
      ...subscription,
      action: definitionRead,
      use: 'checks the SMTP role before it assigns it',
      call: (r) => status(r.definition()),
    },
    {
      ...settings,
      action: permissionsRead,
      use: 'lets this doctor see the rights above; the bot does without',
      call: async (r, id) => status(r.permissions(id)),
    },
  ];
}

const permissionProbes = (options: ArmProbeOptions, reads: ArmReads): Probe[] =>
  needs(options).map((need) => ({
    id: idOf(need.action),
    kind: 'permission',
    run: () => judge(options, reads, need),
  }));

async function judge(options: ArmProbeOptions, reads: ArmReads, need: Need): Promise<Finding> {
  const scopes = await need.scopes(reads);
  if (scopes.length === 0)
    return { status: 'unknown', why: `no linked domain of the policy can be seen (see acs:domains, ${idOf(acsRead)})` };
  const verdicts = await Promise.all(scopes.map(async (scope) => ({ scope, has: await holds(reads, need, scope) })));
  const lacking = verdicts.filter((each) => each.has === 'no').map((each) => each.scope);
  if (lacking.length > 0) {
    const fixes = await Promise.all(lacking.map((scope) => need.grant(options, scope)));
    const where = lacking.map((scope) => scope.split('/').at(-1)).join(', ');
    return { status: 'missing', why: `not held on ${where}; it ${need.use}`, fix: [...new Set(fixes)].join('\n') };
  }
  const unclear = verdicts.find((each) => each.has !== 'yes');
  return unclear ? { status: 'unknown', why: unclear.has } : { status: 'ok', why: need.use };
}

/** 'yes', 'no', or why it cannot be said. */
async function holds(reads: ArmReads, need: Need, scope: string): Promise<string> {
  if (need.call) {
    const status = await need.call(reads, scope);
    if (status === 403) return 'no';
    // Not found is answered after the right was checked, which is all that is asked here.
    return status === 200 || status === 404 ? 'yes' : `Azure answers ${status}`;
  }
  const rights = await reads.rights(scope);
  if (typeof rights === 'number')
    return rights === 403
      ? `Azure does not say what it allows (see ${idOf(permissionsRead)})`
      : `Azure answers ${rights}`;
  return rights.may(need.action) ? 'yes' : 'no';
}
