import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { refuseForeignVariables } from './config-foreign.ts';
import { variables } from './config-variables.ts';
import type { VariableKey } from './config-variables.ts';
import { readIdentity } from './config-identity.ts';
import { readSignIn } from './config-sign-in.ts';
import type { SignInConfig } from './config-sign-in.ts';
import { readSlack } from './config-slack.ts';
import type { SlackConfig } from './config-slack.ts';
import { readStore } from './config-store.ts';
import type { StoreConfig } from './config-store.ts';
import { parsePolicy } from './policy/parse-policy.ts';
import type { Policy } from './policy/policy.ts';
import { cloudSchema, isLoopback, namedCloud } from './shared/cloud.ts';
import type { Cloud } from './shared/cloud.ts';
import { SendpassError } from './shared/errors.ts';
import type { Identity } from './shared/identity.ts';
import { Secret } from './shared/secret.ts';

export type BotIdentity =
  | { appId: string; type: 'SingleTenant'; secret: Secret }
  | { appId: string; type: 'UserAssignedMsi' };

export type Config = {
  cloud: Cloud;
  tenantId: string;
  bot: BotIdentity;
  identity: Identity;
  subscriptionId: string;
  acsResourceIds: string[];
  roleDefinitionId: string;
  vaultUrl: string;
  /** Null: nobody can sign in with Entra at Sendpass itself, so no Slack account is linked that way. */
  signIn: SignInConfig | null;
  /** Null: Slack is off, and nothing of it is loaded. */
  slack: SlackConfig | null;
  policy: Policy;
  store: StoreConfig;
  http: { host: string; port: number };
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error';
};

export type ConfigProblem = { key: string; problem: string; fix: string };
type Env = Record<string, string | undefined>;
type Report = (key: string, problem: string, fix: string) => void;

/**
 * Environment → Config, in one gate. Throws `config-invalid` with every problem at once in `problems`; a secret has no default, and an
 * empty app id or secret is refused because botbuilder would take it as "no authentication".
 */
export function readConfig(
  env: Env = process.env,
  readFile = (path: string): string => readFileSync(path, 'utf8'),
): Config {
  const problems: ConfigProblem[] = [];
  const report: Report = (key, problem, fix) => void problems.push({ key, problem, fix });
  refuseForeignVariables(env, report);
  const read = (key: VariableKey): string => (env[key] ?? '').trim();
  const guid = (key: VariableKey): string => {
    const value = read(key).toLowerCase();
    if (!z.guid().safeParse(value).success) report(key, value === '' ? 'is not set' : 'is not a GUID', aboutOf(key));
    return value;
  };
  const tenantId = guid('TENANT_ID');
  const cloud = readCloud(read, readFile, report);
  const policy = readPolicy(read, readFile, report);
  // Without a domain on ACS there is nothing to name, where Microsoft makes none any more.
  const withoutAcs = policy?.domains.length === 0 && read('ACS_RESOURCE_IDS') === '';
  const config = {
    cloud,
    tenantId,
    bot: readBot(read, guid, cloud, report),
    identity: readIdentity(read, { guid, cloud, report, readFile }),
    subscriptionId: guid('SUBSCRIPTION_ID'),
    acsResourceIds: withoutAcs ? [] : readAcsIds(read, report),
    roleDefinitionId: withoutAcs ? read('SMTP_ROLE_DEFINITION_ID') : guid('SMTP_ROLE_DEFINITION_ID'),
    vaultUrl: readVaultUrl(read, cloud, report),
    signIn: readSignIn(read, report),
    slack: readSlack(read, cloud, report),
    policy,
    store: readStore(read, cloud, report),
    http: readHttp(read, report),
    logLevel: readLevel(read, report),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  // Every undefined part has reported a problem, so none is left here.
  return config as Config;
}

export class ConfigError extends SendpassError {
  readonly problems: ConfigProblem[];
  constructor(problems: ConfigProblem[]) {
    super({
      code: 'config-invalid',
      kind: 'invalid',
      advice: problems.map((p) => `${p.key} ${p.problem}. ${p.fix}`).join('\n'),
    });
    this.problems = problems;
  }
}

const aboutOf = (key: VariableKey): string =>
  `Set it: ${variables.find((variable) => variable.key === key)?.about ?? key}.`;

type Read = (key: VariableKey) => string;

function readCloud(read: Read, readFile: (path: string) => string, report: Report): Cloud | undefined {
  const name = read('CLOUD') || 'public';
  const known = namedCloud(name);
  if (known) return known;
  try {
    const parsed = cloudSchema.safeParse(JSON.parse(readFile(name)));
    if (parsed.success) return { ...parsed.data, custom: true };
    for (const issue of parsed.error.issues)
      report('CLOUD', `${issue.path.join('.') || 'file'}: ${issue.message}`, 'A custom cloud names every endpoint.');
  } catch {
    report('CLOUD', 'is neither a known cloud nor a readable JSON file', aboutOf('CLOUD'));
  }
  return undefined;
}

function readBot(
  read: Read,
  guid: (key: VariableKey) => string,
  cloud: Cloud | undefined,
  report: Report,
): BotIdentity | undefined {
  const appId = guid('BOT_APP_ID');
  const type = read('BOT_APP_TYPE') || 'SingleTenant';
  const secret = read('BOT_APP_SECRET');
  if (type === 'UserAssignedMsi') {
    // The machine's identity gives tokens of the real cloud: they would be sent to whatever the custom one calls its connector.
    if (cloud?.custom)
      report('BOT_APP_TYPE', `is ${type}, which only named clouds have`, 'Use SingleTenant with a custom cloud.');
    if (secret !== '')
      report('BOT_APP_SECRET', 'is set although BOT_APP_TYPE is UserAssignedMsi', 'Remove one of the two.');
    return { appId, type };
  }
  if (type !== 'SingleTenant') report('BOT_APP_TYPE', `is "${type}"`, aboutOf('BOT_APP_TYPE'));
  if (secret === '')
    report('BOT_APP_SECRET', 'is not set', 'Set it: without it the Bot Framework would switch authentication off.');
  return { appId, type: 'SingleTenant', secret: new Secret(secret) };
}

const acsId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Communication\/communicationServices\/[^/]+$/i;

function readAcsIds(read: Read, report: Report): string[] {
  const ids = read('ACS_RESOURCE_IDS')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  if (ids.length === 0) report('ACS_RESOURCE_IDS', 'is not set', aboutOf('ACS_RESOURCE_IDS'));
  for (const id of ids)
    if (!acsId.test(id))
      report(
        'ACS_RESOURCE_IDS',
        `holds "${id}"`,
        'Each must be /subscriptions/…/providers/Microsoft.Communication/communicationServices/NAME.',
      );
    else if (id.split('/')[2]?.toLowerCase() !== read('SUBSCRIPTION_ID').toLowerCase())
      // The SDK takes the subscription from its client: it would work on what has the same name in the other one.
      report(
        'ACS_RESOURCE_IDS',
        `holds "${id}", which is not in SUBSCRIPTION_ID`,
        'Name resources of that subscription only.',
      );
  return ids;
}

function readVaultUrl(read: Read, cloud: Cloud | undefined, report: Report): string {
  const url = read('KEY_VAULT_URL').replace(/\/$/, '');
  if (!z.url({ protocol: /^https$/ }).safeParse(url).success)
    report('KEY_VAULT_URL', url === '' ? 'is not set' : 'is not an https address', aboutOf('KEY_VAULT_URL'));
  else if (cloud && !isLoopback(url) && !new URL(url).hostname.endsWith(`.${cloud.vault.suffix}`))
    // A vault elsewhere would be sent our token: the SDK checks the challenge, this checks the address.
    report('KEY_VAULT_URL', `is not in ${cloud.vault.suffix}`, 'Use a vault of the cloud named by CLOUD.');
  else if (cloud && !cloud.custom && isLoopback(url))
    report('KEY_VAULT_URL', 'is on this machine', 'Only a custom cloud may have its vault on loopback.');
  return url;
}

function readPolicy(read: Read, readFile: (path: string) => string, report: Report): Policy | undefined {
  const path = read('POLICY_FILE') || 'policy.json';
  let text: string;
  try {
    text = readFile(path);
  } catch {
    report('POLICY_FILE', `"${path}" cannot be read`, 'Copy policy.example.json and name it here.');
    return undefined;
  }
  try {
    const parsed = parsePolicy(JSON.parse(text));
    if (parsed.ok) return parsed.policy;
    for (const error of parsed.errors) report('POLICY_FILE', `${error.path}: ${error.message}`, error.fix);
  } catch (thrown) {
    report(
      'POLICY_FILE',
      `"${path}" is not JSON`,
      thrown instanceof SyntaxError ? thrown.message : 'Check its syntax.',
    );
  }
  return undefined;
}

function readHttp(read: Read, report: Report): Config['http'] {
  const port = Number(read('PORT') || '3978');
  if (!Number.isInteger(port) || port < 0 || port > 65535) report('PORT', 'is not a port number', aboutOf('PORT'));
  return { host: read('HOST') || '0.0.0.0', port };
}

function readLevel(read: Read, report: Report): Config['logLevel'] {
  const level = z.enum(['trace', 'debug', 'info', 'warn', 'error']).safeParse(read('LOG_LEVEL') || 'info');
  if (level.success) return level.data;
  report('LOG_LEVEL', `is "${read('LOG_LEVEL')}"`, aboutOf('LOG_LEVEL'));
  return 'info';
}
