import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lockDataDir } from '../../../adapters/postgres/data-dir-lock.ts';
import { SELF_ACTIONS } from '../../../infra/sandbox/arm/access.ts';
import { SELF_GRAPH_ROLES } from '../../../infra/sandbox/entra/token.ts';
import { readConfig } from '../../../src/config.ts';
import { examine, probesFor } from '../../../src/doctor.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import type { Check } from '../../../src/shared/port-probe.ts';
import { start } from '../infra/sandbox/support.ts';
import type { Started } from '../infra/sandbox/support.ts';

let sandbox: Started;
const dataDir = mkdtempSync(join(tmpdir(), 'sendpass-doctor-'));

beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.control('POST', 'reset', {}));

/** A fresh run, as a new process would make it: new tokens, nothing remembered. */
function doctor(changes: Record<string, string> = {}, clock: Clock = systemClock): Promise<Check[]> {
  // Slack has its own (slack-probe.test.ts).
  const own = Object.fromEntries(Object.entries(sandbox.env).filter(([key]) => !key.startsWith('SLACK_')));
  const config = readConfig({ ...own, DATA_DIR: dataDir, PORT: '0', ...changes });
  return examine(probesFor(config, clock), clock);
}

const idsWith = (checks: Check[], status: Check['status']): string[] =>
  checks.filter((check) => check.status === status).map((check) => check.id);

const of = (checks: Check[], id: string): Check => {
  const found = checks.find((check) => check.id === id);
  if (!found) throw new Error(`no check ${id} in ${checks.map((check) => check.id).join(', ')}`);
  return found;
};

const communication = 'arm:Microsoft.Communication';
const used = [
  'graph:Application.ReadWrite.OwnedBy',
  'graph:User.Read.All',
  'graph:GroupMember.Read.All',
  'graph:Policy.Read.ApplicationConfiguration',
  `${communication}/CommunicationServices/Read`,
  ...['Read', 'Write', 'Delete'].flatMap((verb) => [
    `${communication}/CommunicationServices/SmtpUsernames/${verb}`,
    `${communication}/EmailServices/Domains/SenderUsernames/${verb}`,
    `arm:Microsoft.Authorization/roleAssignments/${verb.toLowerCase()}`,
  ]),
  `${communication}/EmailServices/Domains/Read`,
  'arm:Microsoft.Authorization/roleDefinitions/read',
  'arm:Microsoft.Authorization/permissions/read',
  'vault:get',
  'vault:list',
  'vault:set',
  'vault:delete',
];

describe('a sandbox that lacks nothing', () => {
  test('every check is fine, and all permissions in use are among them', async () => {
    const checks = await doctor();
    expect(checks.filter((check) => check.status !== 'ok')).toEqual([]);
    const permissions = checks.filter((check) => check.kind === 'permission').map((check) => check.id);
    expect(permissions.toSorted()).toEqual(used.toSorted());
  });

  test('every right the sandbox grants is checked, or known not to be used', () => {
    // Granted because the real roles bring them along; no code of the product calls them.
    const notUsed = [
      'arm:Microsoft.Communication/CommunicationServices/Write',
      'arm:Microsoft.Communication/EmailServices/Read',
      'arm:Microsoft.Resources/subscriptions/read',
      'arm:Microsoft.Resources/subscriptions/resourceGroups/read',
    ];
    const granted = [...SELF_GRAPH_ROLES.map((name) => `graph:${name}`), ...SELF_ACTIONS.map((name) => `arm:${name}`)];
    const covered = (name: string): boolean =>
      name.endsWith('*') ? used.some((each) => each.startsWith(name.slice(0, -1))) : used.includes(name);
    expect(granted.filter((name) => !covered(name)).toSorted()).toEqual(notUsed);
  });

  test('nothing is left behind in the cloud', async () => {
    const before = await sandbox.state();
    await doctor();
    expect(await sandbox.state()).toEqual(before);
  });
});

describe('one permission taken away', () => {
  test.each(used)('%s is the one that is missing', async (permission) => {
    await sandbox.control('PUT', 'permissions', { remove: [permission] });
    const checks = await doctor();
    expect(idsWith(checks, 'missing')).toEqual([permission]);
    expect(of(checks, permission).fix).toContain('az ');
    // What hangs on it is not called healthy, and nothing else is doubted.
    const doubted = checks.filter((check) => check.status === 'unknown');
    for (const check of doubted) expect(check.why).toMatch(/see |cannot be read|does not/);
  });

  test('the command grants it to the identity that signed in', async () => {
    await sandbox.control('PUT', 'permissions', { remove: ['vault:set'] });
    const checks = await doctor();
    const objectId = /object id (\S+)/.exec(of(checks, 'entra:sign-in').why)?.[1] ?? 'none';
    const { fix } = of(checks, 'vault:set');
    expect(fix).toContain(objectId);
    expect(fix).toContain('Key Vault Secrets Officer');
  });
});

describe('what somebody else changed', () => {
  test('a widened role definition is named with what it allows too much', async () => {
    await sandbox.control('PUT', 'world', { widenRole: true });
    const checks = await doctor();
    expect(idsWith(checks, 'missing')).toEqual(['acs:smtp-role']);
    expect(of(checks, 'acs:smtp-role').why).toContain('Microsoft.Communication/*');
  });

  test('a role definition that lacks an action or is gone', async () => {
    await sandbox.control('PUT', 'world', {
      roleDefinitionActions: ['Microsoft.Communication/CommunicationServices/Read'],
    });
    expect(of(await doctor(), 'acs:smtp-role')).toMatchObject({
      status: 'missing',
      why: expect.stringContaining('lacks'),
    });
    await sandbox.control('PUT', 'world', { removeRoleDefinition: true });
    const gone = of(await doctor(), 'acs:smtp-role');
    expect(gone).toMatchObject({ status: 'missing', why: expect.stringContaining('no role definition') });
    expect(gone.fix).toContain('Microsoft.Communication/EmailServices/write');
  });
});

describe('settings that do not fit this cloud', () => {
  test('an ACS resource that does not exist', async () => {
    const wrong = sandbox.env['ACS_RESOURCE_IDS']!.replace('acs-news', 'acs-typo');
    const checks = await doctor({ ACS_RESOURCE_IDS: wrong });
    expect(of(checks, 'acs:acs-typo').status).toBe('missing');
    expect(of(checks, 'acs:acs-prod').status).toBe('ok');
    expect(of(checks, 'acs:domains').status).toBe('unknown');
  });

  test('a policy domain that is not linked, and an approver who does not exist', async () => {
    const file = join(dataDir, 'policy.json');
    const approvers = [{ people: ['11111111-1111-4111-8111-111111111111'] }];
    writeFileSync(file, JSON.stringify({ approvers, domains: ['mail.contoso.com', 'pending.contoso.com'] }));
    const checks = await doctor({ POLICY_FILE: file });
    expect(idsWith(checks, 'missing').toSorted()).toEqual(['acs:domains', 'policy:people']);
    expect(of(checks, 'acs:domains').why).toContain('pending.contoso.com');
  });

  test('a wrong secret of its own: one thing is missing, the rest is unknown rather than fine', async () => {
    const checks = await doctor({ IDENTITY_CLIENT_SECRET: 'not-the-secret-of-anybody' });
    expect(idsWith(checks, 'missing')).toEqual(['entra:sign-in']);
    expect(of(checks, 'entra:sign-in').why).toContain('AADSTS7000215');
    for (const check of checks.filter((each) => each.kind === 'permission')) expect(check.status).toBe('unknown');
    expect(JSON.stringify(checks)).not.toContain('not-the-secret-of-anybody');
  });

  test('a wrong secret of the bot', async () => {
    const checks = await doctor({ BOT_APP_SECRET: 'not-the-secret-of-the-bot' });
    expect(idsWith(checks, 'missing')).toEqual(['bot:sign-in']);
    expect(of(checks, 'bot:sign-in').fix).toContain(sandbox.env['BOT_APP_ID']);
  });

  test('a clock that is three minutes off', async () => {
    const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + 3 * 60_000) };
    expect(of(await doctor({}, clock), 'machine:clock')).toMatchObject({ status: 'missing' });
  });

  test('a database server that is not there, without its password in the answer', async () => {
    const check = of(
      await doctor({ DATABASE_URL: 'postgres://bot:hunter22@127.0.0.1:1/sendpass' }),
      'database:postgres',
    );
    expect(check).toMatchObject({ status: 'missing', why: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(check)).not.toContain('hunter22');
  });
});

describe('the embedded database', () => {
  test('in use by the running bot is fine, and says so', async () => {
    const lock = lockDataDir(dataDir);
    try {
      const check = of(await doctor(), 'database:pglite');
      expect(check).toMatchObject({ status: 'ok', why: expect.stringContaining('in use by the running Sendpass') });
      expect(check.why).toContain('not against power loss');
    } finally {
      lock.release();
    }
  });

  test('a folder nobody used yet is not made by looking', async () => {
    const fresh = join(dataDir, 'deep', 'fresh');
    expect(of(await doctor({ DATA_DIR: fresh }), 'database:pglite').status).toBe('ok');
    expect(existsSync(join(dataDir, 'deep'))).toBe(false);
  });
});

test('a neighbour that never answers is unknown after the deadline', async () => {
  const never = { id: 'arm:never', kind: 'neighbour' as const, run: () => new Promise<never>(() => undefined) };
  const clock: Clock = { ...systemClock, wait: () => Promise.resolve() };
  expect(await examine([never], clock)).toEqual([
    { id: 'arm:never', kind: 'neighbour', status: 'unknown', why: 'no answer within 10 s', fix: '' },
  ]);
});

describe('as a command', () => {
  async function command(args: string[], env: Record<string, string>): Promise<{ code: number; out: string }> {
    const child = spawn(process.execPath, ['src/doctor.ts', ...args], { env: { PATH: process.env['PATH']!, ...env } });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out };
  }

  test('exit 0 and a line per check when all is well', async () => {
    const { code, out } = await command([], { ...sandbox.env, DATA_DIR: dataDir });
    expect(out).toContain('✓ graph:User.Read.All');
    expect(out).toContain('checks are fine');
    expect(code).toBe(0);
  });

  test('exit 1 and JSON of the documented shape when a right is missing', async () => {
    await sandbox.control('PUT', 'permissions', { remove: ['graph:User.Read.All'] });
    const { code, out } = await command(['--json'], { ...sandbox.env, DATA_DIR: dataDir });
    const checks = JSON.parse(out) as Check[];
    for (const check of checks) expect(Object.keys(check)).toEqual(['id', 'kind', 'status', 'why', 'fix']);
    expect(idsWith(checks, 'missing')).toEqual(['graph:User.Read.All']);
    expect(code).toBe(1);
  });

  test('without any configuration it lists every problem with its remedy', async () => {
    const { code, out } = await command(['--json'], {});
    const checks = JSON.parse(out) as Check[];
    expect(code).toBe(1);
    expect(idsWith(checks, 'missing')).toEqual(expect.arrayContaining(['config:TENANT_ID', 'config:BOT_APP_SECRET']));
    for (const check of checks) expect(check).toMatchObject({ kind: 'config', fix: expect.stringMatching(/\w/) });
  });
});
