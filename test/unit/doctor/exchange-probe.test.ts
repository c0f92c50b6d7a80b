import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { examine, probesFor } from '../../../src/doctor.ts';
import { systemClock } from '../../../src/shared/clock.ts';
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
function doctor(changes: Record<string, string> = {}): Promise<Check[]> {
  const own = Object.fromEntries(Object.entries(sandbox.env).filter(([key]) => !key.startsWith('SLACK_')));
  return examine(probesFor(readConfig({ ...own, DATA_DIR: dataDir, PORT: '0', ...changes }), systemClock), systemClock);
}

const idsWith = (checks: Check[], status: Check['status']): string[] =>
  checks.filter((check) => check.status === status).map((check) => check.id);

const of = (checks: Check[], id: string): Check => {
  const found = checks.find((check) => check.id === id);
  if (!found) throw new Error(`no check ${id} in ${checks.map((check) => check.id).join(', ')}`);
  return found;
};

describe('Exchange, with the policy that needs all of it', () => {
  const exchange = { domains: ['contoso.com'], access: 'classic', administration: 'rest' };
  function withExchange(): Promise<Check[]> {
    const file = join(dataDir, 'policy-exchange.json');
    const known = JSON.parse(readFileSync(sandbox.env['POLICY_FILE']!, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...known, exchange }));
    return doctor({ POLICY_FILE: file });
  }
  const lines = ['exchange:token', 'exchange:Exchange.ManageAsApp', 'exchange:role', 'exchange:SMTP.SendAsApp'];

  test('all there', async () => {
    const checks = await withExchange();
    expect(checks.filter((check) => check.status !== 'ok')).toEqual([]);
    expect(checks.map((check) => check.id)).toEqual(expect.arrayContaining([...lines, 'smtp:exchange']));
  });

  test.each(['exchange:Exchange.ManageAsApp', 'exchange:role', 'exchange:SMTP.SendAsApp'])(
    '%s is the one that is missing',
    async (line) => {
      await sandbox.control('PUT', 'permissions', { remove: [line] });
      const checks = await withExchange();
      expect(idsWith(checks, 'missing')).toEqual([line]);
      expect(of(checks, line).fix).toContain('az ');
      for (const check of checks.filter((each) => each.status === 'unknown'))
        expect(check.why).toContain('see exchange');
    },
  );

  test('a tenant without Exchange: no token, and with the default policy that is the one line', async () => {
    await sandbox.control('PUT', 'permissions', { remove: ['exchange:token'] });
    const checks = await doctor();
    expect(idsWith(checks, 'missing')).toEqual(['exchange:token']);
    expect(of(checks, 'exchange:token').why).toContain('AADSTS500011');
  });

  test('its SMTP host is not reached', async () => {
    const cloud = JSON.parse(readFileSync(sandbox.env['CLOUD']!, 'utf8')) as { smtp: { exchange: { port: number } } };
    cloud.smtp.exchange.port = 1;
    const file = join(dataDir, 'cloud.json');
    writeFileSync(file, JSON.stringify(cloud));
    const checks = await doctor({ CLOUD: file });
    expect(idsWith(checks, 'missing')).toEqual(['smtp:exchange']);
    expect(of(checks, 'smtp:exchange').fix).toContain('nc -vz');
  });
});
