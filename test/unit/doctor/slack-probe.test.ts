import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { slackProbes } from '../../../adapters/slack/probe.ts';
import { scopes } from '../../../adapters/slack/scopes.ts';
import { readSlack } from '../../../src/config-slack.ts';
import { examine } from '../../../src/doctor.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { Cloud } from '../../../src/shared/cloud.ts';
import type { Check } from '../../../src/shared/port-probe.ts';
import { start } from '../infra/sandbox/support.ts';
import type { Started } from '../infra/sandbox/support.ts';

let sandbox: Started;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.control('POST', 'reset', {}));

function doctor(changes: Record<string, string> = {}): Promise<Check[]> {
  const env: Record<string, string> = { ...sandbox.env, SLACK_SSO_MANAGED: 'true', ...changes };
  const slack = readSlack(
    (key) => env[key] ?? '',
    sandbox.cloud as unknown as Cloud,
    () => undefined,
  );
  return examine(slackProbes(slack!), systemClock);
}
const named = (checks: Check[], status: Check['status']) =>
  checks.filter((each) => each.status === status).map(({ id }) => id);

test('a workspace that lacks nothing', async () => {
  const checks = await doctor();
  expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(checks.filter(({ kind }) => kind === 'permission').map(({ id }) => id)).toEqual(
    Object.keys(scopes).map((scope) => `slack:${scope}`),
  );
});

test.each(Object.keys(scopes))('%s taken away is the one that is missing', async (scope) => {
  await sandbox.control('PUT', 'permissions', { remove: [`slack:${scope}`] });
  const checks = await doctor();
  expect(named(checks, 'missing')).toEqual([`slack:${scope}`]);
  expect(checks.find(({ id }) => id === `slack:${scope}`)?.fix).toContain(scope);
});

test('a wrong token, another workspace and something that is no signing secret are named; nothing is called fine that was not asked', async () => {
  const checks = await doctor({ SLACK_BOT_TOKEN: 'xoxb-not-a-token-of-anybody' });
  expect(named(checks, 'missing')).toEqual(['slack:token']);
  for (const each of checks.filter(({ kind }) => kind === 'permission')) expect(each.status).toBe('unknown');
  expect(JSON.stringify(checks)).not.toContain('not-a-token');
  expect(named(await doctor({ SLACK_TEAM_ID: 'T0000000000' }), 'missing')).toEqual(['slack:workspace']);
  const typo = await doctor({ SLACK_SIGNING_SECRET: 'client-secret-of-the-app' });
  expect(named(typo, 'missing')).toEqual(['slack:signing-secret']);
});
