import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playUnder, rule } from '../support/chaos-run.ts';
import { stories } from '../support/chaos-stories.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { Json, SandboxProcess } from '../support/sandbox.ts';

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

const given = (made: Json[]): Json[] => addPassword(made).filter((each) => each['status'] === 200);

// Many troubles in one job: each costs a wait, and a bot and a retirement of its own would cost more than all of them.
describe('neighbours in trouble', () => {
  test(
    'replies are lost after the work was done; of passwords the one nobody knows is removed',
    { timeout: 300_000 },
    async () => {
      const drop = 'after';
      const once = [
        rule('graph', 'PATCH', '/applications', { drop }),
        rule('vault', 'PUT', '/secrets/', { drop }),
        rule('arm', 'PUT', '/smtpUsernames/', { drop }),
        rule('smtp', 'AUTH', '/', { drop }),
      ];
      // The first tries may come too early for the replicas; of those that worked one is lost at least.
      const rules = [...once, rule('graph', 'POST', '/addPassword', { drop, times: 3 })];
      const { fired, made } = await playUnder(sandbox, stories.acs, 'replies are lost', { rules });
      expect(fired.filter((each) => !String(each['url']).endsWith('/addPassword'))).toHaveLength(once.length);
      expect(given(made).length).toBeGreaterThan(1);
    },
  );

  test('they are busy, then fail, and the vault is away between password and store', { timeout: 300_000 }, async () => {
    const busy = { status: 429, retryAfter: 1 };
    const rules = [
      rule('graph', 'POST', '/servicePrincipals', busy),
      rule('arm', 'PUT', '/senderUsernames/', busy),
      rule('connector', 'POST', '/activities', { ...busy, nth: 2 }),
      rule('graph', 'PATCH', '/applications', { status: 500 }),
      rule('arm', 'PUT', '/roleAssignments/', { status: 500 }),
      rule('connector', 'PUT', '/activities', { status: 500 }),
      rule('vault', 'PUT', '/secrets/', { status: 503, times: 4 }),
    ];
    const { fired, made } = await playUnder(sandbox, stories.acs, 'busy, failing, away', { rules });
    expect(fired).toHaveLength(6 + 4);
    // Waiting for the vault costs no second password.
    expect(given(made)).toHaveLength(1);
  });
});
