import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playUnder, rule } from '../support/chaos-run.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { FaultRule, Json, SandboxProcess } from '../support/sandbox.ts';

// Neighbours that lose replies, refuse, fail or lag while the bot lives: the job comes to its end with one of everything.

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(async () => {
  await sandbox.stop();
});

const addPassword = (requests: Json[]): Json[] =>
  requests.filter((each) => String(each['url']).endsWith('/addPassword'));

describe('a neighbour in trouble', () => {
  test('the password was added and its reply lost: the one nobody knows is removed', { timeout: 300_000 }, async () => {
    // The first tries may come too early for the replicas; of those that worked one is lost at least.
    const rules = [rule('graph', 'POST', '/addPassword', { drop: 'after', times: 3 })];
    const { made } = await playUnder(sandbox, 'replies of addPassword are lost', { rules });
    expect(addPassword(made).filter((each) => each['status'] === 200).length).toBeGreaterThan(1);
  });

  test.each<[string, FaultRule[], number]>([
    [
      'replies are lost after the work was done',
      [
        rule('graph', 'PATCH', '/applications', { drop: 'after' }),
        rule('vault', 'PUT', '/secrets/', { drop: 'after' }),
        rule('arm', 'PUT', '/smtpUsernames/', { drop: 'after' }),
        rule('smtp', 'AUTH', '/', { drop: 'after' }),
      ],
      4,
    ],
    [
      'neighbours are busy, then fail',
      [
        rule('graph', 'POST', '/servicePrincipals', { status: 429, retryAfter: 1 }),
        rule('arm', 'PUT', '/senderUsernames/', { status: 429, retryAfter: 1 }),
        rule('connector', 'POST', '/activities', { status: 429, retryAfter: 1, nth: 2 }),
        rule('graph', 'PATCH', '/applications', { status: 500 }),
        rule('arm', 'PUT', '/roleAssignments/', { status: 500 }),
        rule('connector', 'PUT', '/activities', { status: 500 }),
      ],
      6,
    ],
    ['the vault is away between password and store', [rule('vault', 'PUT', '/secrets/', { status: 503, times: 5 })], 5],
  ])('%s', { timeout: 300_000 }, async (what, rules, times) => {
    const { fired, made } = await playUnder(sandbox, what, { rules });
    expect(fired.length).toBe(times);
    // Waiting for the vault costs no second password.
    expect(addPassword(made).filter((each) => each['status'] === 200)).toHaveLength(1);
  });
});
