import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificates } from '../../../infra/sandbox/tls.ts';
import { readIdentity } from '../../../src/config-identity.ts';
import { startPostgres, whyNoPostgres } from '../../support/postgres.ts';
import type { Server } from '../../support/postgres.ts';

// `npm start` with something wrong: one message that names the setting and the remedy, an exit code, and nothing begun.

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'sendpass-bad-'));
const path = (name: string): string => join(folder, name);
const guid = (n: number): string => `${n}`.repeat(8) + `-0000-4000-8000-${`${n}`.repeat(12)}`;
const good = {
  TENANT_ID: guid(1),
  BOT_APP_ID: guid(2),
  BOT_APP_SECRET: 'planted-bot-secret',
  IDENTITY_KIND: 'secret',
  IDENTITY_CLIENT_ID: guid(3),
  IDENTITY_CLIENT_SECRET: 'planted-own-secret',
  SUBSCRIPTION_ID: guid(4),
  ACS_RESOURCE_IDS: `/subscriptions/${guid(4)}/resourceGroups/g/providers/Microsoft.Communication/communicationServices/a`,
  SMTP_ROLE_DEFINITION_ID: guid(5),
  KEY_VAULT_URL: 'https://a.vault.azure.net',
  POLICY_FILE: join(root, 'policy.example.json'),
  DATA_DIR: path('data'),
  HOST: '127.0.0.1',
  PORT: '0',
};

function start(change: Record<string, string>) {
  const env = { PATH: process.env['PATH'] ?? '', ...good, ...change };
  // In a folder without .env: only what stands here counts.
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/main.ts')], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

/** Nothing is said but this, without a stack or a value, and nothing was made. */
function expectRefusal(change: Record<string, string>, code: number, ...words: (string | RegExp)[]): void {
  const { status, stdout, stderr } = start(change);
  expect({ status, stdout }).toEqual({ status: code, stdout: '' });
  for (const word of words) expect(stderr).toMatch(word);
  expect(stderr).toMatch(/^Sendpass cannot start: /);
  expect(stderr).not.toMatch(/planted|^\s+at /m);
  expect(existsSync(good.DATA_DIR)).toBe(false);
}

beforeAll(async () => {
  const [one, another] = [await makeCertificates(), await makeCertificates()];
  writeFileSync(path('two.pem'), `${one.cert}\n${another.key}`);
  writeFileSync(path('good.pem'), `${one.cert}\n${one.key}`);
  writeFileSync(path('only.pem'), one.cert);
  writeFileSync(path('wrong.json'), JSON.stringify({ approvers: [], domains: ['a.test'], typo: 1 }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a wrong policy', () => {
  expectRefusal({ POLICY_FILE: path('wrong.json') }, 2, 'POLICY_FILE', 'typo', 'approvers');
  expectRefusal({ POLICY_FILE: path('nowhere.json') }, 2, 'POLICY_FILE', /cannot be read\n\s+Copy policy.example.json/);
});

test.each([
  ['nowhere.pem', 'cannot be read'],
  ['only.pem', 'is no certificate with its key'],
  ['two.pem', 'holds a key of another certificate'],
])('a certificate: %s', (file, problem) => {
  const change = { IDENTITY_KIND: 'certificate', IDENTITY_CERTIFICATE_PATH: path(file) };
  expectRefusal(change, 2, 'IDENTITY_CERTIFICATE_PATH', problem, 'Name a PEM file');
});

test('a certificate with its key is taken', () => {
  const problems: string[] = [];
  const env = { IDENTITY_KIND: 'certificate', IDENTITY_CERTIFICATE_PATH: path('good.pem') } as Record<string, string>;
  const found = readIdentity((key) => env[key] ?? '', {
    guid: () => guid(3),
    cloud: undefined,
    report: (key) => void problems.push(key),
    readFile: (file) => readFileSync(file, 'utf8'),
  });
  expect({ found, problems }).toMatchObject({ found: { kind: 'certificate' }, problems: [] });
});

test('an address of no database, and of one that nobody answers at', () => {
  expectRefusal({ DATABASE_URL: 'mysql://bot:planted@db/x' }, 2, 'DATABASE_URL', 'postgres://USER@HOST/DATABASE');
  expectRefusal(
    { DATABASE_URL: 'postgres://bot:planted@127.0.0.1:1/x' },
    1,
    'does not answer',
    'Check host and port in DATABASE_URL',
  );
});

const why = whyNoPostgres();
const inCi = (process.env['CI'] ?? '') !== '';
describe.skipIf(why !== undefined && !inCi)(`PostgreSQL${why === undefined ? '' : `: ${why}`}`, () => {
  let server: Server;
  let url: string;
  beforeAll(() => {
    server = startPostgres();
    url = server.createDatabase();
  });
  afterAll(() => server?.stop());

  test('a database that is not there', () => {
    expectRefusal({ DATABASE_URL: `${url}-elsewhere` }, 1, 'database-refused', 'DATABASE_URL', '3D000');
  });

  test('a clock that is hours off', async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    // What this server takes for the time, three hours ahead.
    await client.query(
      `create function public.now() returns timestamptz language sql as $$ select pg_catalog.now() + interval '3 hours' $$`,
    );
    await client.end();
    const later = `${url}?options=${encodeURIComponent('-c search_path=public,pg_catalog')}`;
    expectRefusal({ DATABASE_URL: later }, 1, 'clock-wrong', '180 minutes', 'timedatectl');
  });
});
