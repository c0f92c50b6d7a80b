import tls from 'node:tls';
import { armProbes } from '../adapters/azure/probe-arm.ts';
import { createCredential } from '../adapters/azure/credential.ts';
import { createDatabasePassword } from '../adapters/azure/database-password.ts';
import { vaultProbes } from '../adapters/azure/probe-vault.ts';
import { consentRoleProbe, createOwnClaims, entraProbes, grant } from '../adapters/entra/probe.ts';
import { cardsProbe } from '../adapters/http/probe-cards.ts';
import { exchangeProbes } from '../adapters/exchange/probe.ts';
import { clockProbe } from '../adapters/http/probe-clock.ts';
import { storeProbe } from '../adapters/postgres/probe.ts';
import { slackProbes } from '../adapters/slack/probe.ts';
import { smtpProbes } from '../adapters/smtp/probe.ts';
import { relaysOffered } from './policy/relay-domains.ts';
import { teamsProbes } from '../adapters/teams/probe.ts';
import { ConfigError, readConfig } from './config.ts';
import { loadEnvFile } from './load-env-file.ts';
import type { Config } from './config.ts';
import { smtpRoleActions, smtpRoleScript } from './provisioning/smtp-role.ts';
import { systemClock } from './shared/clock.ts';
import type { Clock } from './shared/clock.ts';
import { authorityOf } from './shared/cloud.ts';
import { asSendpassError } from './shared/errors.ts';
import { once } from './shared/port-probe.ts';
import type { Check, Finding, Probe } from './shared/port-probe.ts';

// `npm run doctor`: what Sendpass needs from outside, asked all at once and without changing anything. Exit code 0 only if all is well.

/** Every check of a readable configuration, in the order they are shown. */
export function probesFor(config: Config, clock: Clock): Probe[] {
  const { cloud, tenantId, bot, identity, policy, store } = config;
  const tokenOnly = store.kind === 'postgres' && store.auth === 'entra';
  const credential = createCredential(identity, cloud, tenantId);
  const ownClaims = createOwnClaims(cloud, credential);
  // Only for the commands it prints: a placeholder is better than no command.
  const ownObjectId = once(async () => (await ownClaims().catch(() => undefined))?.oid ?? 'OBJECT-ID-OF-SENDPASS');
  const named = [...policy.approvers, ...policy.operators];
  const shared = { cloud, credential, tenantId, ownObjectId };
  return [
    storeProbe(store, tokenOnly ? createDatabasePassword(credential, cloud) : undefined),
    clockProbe(`${authorityOf(cloud, tenantId)}/v2.0/.well-known/openid-configuration`, clock),
    ...entraProbes({
      cloud,
      credential,
      identity,
      ownClaims,
      people: [...new Set(named.flatMap((group) => ('people' in group ? group.people : [])))],
      groups: [...new Set(named.flatMap((group) => ('entraGroup' in group ? [group.entraGroup] : [])))],
    }),
    ...(config.acsResourceIds.length === 0 ? [] : acsLines(config, shared)),
    ...vaultProbes({ ...shared, vaultUrl: config.vaultUrl }),
    ...(policy.exchange === undefined ? [] : exchangeLines(config, shared)),
    ...smtpProbes(cloud, relaysOffered(config.policy)),
    ...teamsProbes({ cloud, tenantId, bot, clock }),
    ...(config.slack ? slackProbes(config.slack) : []),
    cardsProbe(config.http),
  ];
}

/** Nothing in Azure is asked for where senders use Exchange Online only. */
const acsLines = (
  { subscriptionId, acsResourceIds, roleDefinitionId, policy }: Config,
  shared: Pick<Parameters<typeof armProbes>[0], 'cloud' | 'credential' | 'tenantId' | 'ownObjectId'>,
): Probe[] =>
  armProbes({
    ...shared,
    subscriptionId,
    acsResourceIds,
    roleDefinitionId,
    policyDomains: policy.domains,
    smtpRole: { actions: smtpRoleActions, script: smtpRoleScript(subscriptionId, roleDefinitionId) },
  });

/** What the two ways of `exchange` need: who administers it, and how sending is allowed there. */
function exchangeLines(
  { policy, cloud }: Config,
  shared: Pick<Parameters<typeof exchangeProbes>[0], 'cloud' | 'credential' | 'tenantId' | 'ownObjectId'>,
): Probe[] {
  const exchangeOnline = '00000002-0000-0ff1-ce00-000000000000';
  const classic = policy.exchange?.access === 'classic';
  return [
    ...exchangeProbes({
      ...shared,
      administers: policy.exchange?.administration === 'rest',
      grantManage: (oid) => grant(cloud, oid, 'Exchange.ManageAsApp', exchangeOnline),
    }),
    ...(classic ? [consentRoleProbe(cloud, shared.credential)] : []),
  ];
}

/** Asks all at once; what has no answer after `deadlineMs`, or fails in a way nobody planned, is unknown. */
export async function examine(probes: Probe[], clock: Clock, deadlineMs = 10_000): Promise<Check[]> {
  return Promise.all(
    probes.map(async ({ id, kind, run }) => {
      const done = new AbortController();
      const late = clock
        .wait(deadlineMs, done.signal)
        .then((): Finding => ({ status: 'unknown', why: `no answer within ${Math.round(deadlineMs / 1000)} s` }));
      const { status, why, fix = '' } = await Promise.race([run().catch(notMade), late]);
      done.abort();
      return { id, kind, status, why, fix };
    }),
  );
}

function notMade(thrown: unknown): Finding {
  const { code, vendor } = asSendpassError(thrown);
  return { status: 'unknown', why: `could not be checked (${[code, vendor?.code].filter(Boolean).join(', ')})` };
}

/** Problems of the configuration as checks: without it nothing else can be asked. */
export const configChecks = (error: ConfigError): Check[] =>
  error.problems.map(({ key, problem, fix }) => ({
    id: `config:${key}`,
    kind: 'config',
    status: 'missing',
    why: problem,
    fix,
  }));

const titles: Record<string, string> = {
  config: 'Configuration',
  database: 'This machine',
  machine: 'This machine',
  entra: 'Microsoft Entra and Graph',
  graph: 'Microsoft Entra and Graph',
  policy: 'Microsoft Entra and Graph',
  arm: 'Azure and Communication Services',
  acs: 'Azure and Communication Services',
  vault: 'Key Vault',
  exchange: 'Exchange Online',
  smtp: 'Mail',
  bot: 'Microsoft Teams',
  slack: 'Slack',
};

const looks = { ok: ['✓', '\u001B[32m'], missing: ['✗', '\u001B[31m'], unknown: ['?', '\u001B[33m'] } as const;

/** One line per check under the title of its group, the command that fixes it below. `colour` for terminals only. */
export function asText(checks: Check[], colour: boolean): string {
  const paint = (code: string, text: string): string => (colour ? `${code}${text}\u001B[0m` : text);
  const titleOf = (check: Check): string => titles[check.id.split(':')[0] ?? ''] ?? 'Other';
  const lines: string[] = [];
  for (const title of new Set(checks.map(titleOf))) {
    lines.push('', paint('\u001B[1m', title));
    const group = checks.filter((each) => titleOf(each) === title);
    const width = Math.max(...group.map((each) => labelOf(each.id).length));
    for (const check of group) {
      const [symbol, code] = looks[check.status];
      lines.push(`  ${paint(code, symbol)} ${labelOf(check.id).padEnd(width)}  ${paint('\u001B[2m', check.why)}`);
      if (check.fix) lines.push(...check.fix.split('\n').map((line) => `      ${line}`));
    }
  }
  return [...lines, '', summary(checks), ''].join('\n');
}

/** Azure's action names are long and start alike; the JSON keeps them whole. */
const labelOf = (id: string): string => id.replace(/^arm:Microsoft\.\w+\//, '').replace(/^config:/, '');

function summary(checks: Check[]): string {
  const count = (status: Check['status']): number => checks.filter((each) => each.status === status).length;
  if (count('ok') === checks.length) return `All ${checks.length} checks are fine. npm start`;
  return `${count('ok')} fine, ${count('missing')} missing, ${count('unknown')} unknown. Nothing was changed.`;
}

async function main(): Promise<void> {
  const checks = await run();
  const json = process.argv.includes('--json');
  process.stdout.write(json ? `${JSON.stringify(checks, null, 2)}\n` : asText(checks, process.stdout.isTTY), () =>
    // Connections of checks that came too late would keep the process up.
    process.exit(checks.every((check) => check.status === 'ok') ? 0 : 1),
  );
}

async function run(): Promise<Check[]> {
  try {
    loadEnvFile();
    const config = readConfig();
    if (config.cloud.ca) tls.setDefaultCACertificates([...tls.getCACertificates('default'), config.cloud.ca]);
    return await examine(probesFor(config, systemClock), systemClock);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return configChecks(thrown);
    throw thrown;
  }
}

if (import.meta.main) await main();
