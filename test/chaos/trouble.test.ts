import { afterAll, beforeAll, describe, test } from 'vitest';
import { playUnder, rule } from '../support/chaos-run.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';

// Neighbours that lose replies, refuse, fail or lag while the bot lives.

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(async () => {
  await sandbox.stop();
});

describe('a neighbour in trouble', () => {
  test.each([
    ['the reply to the creation is lost', [rule('graph', 'PATCH', '/applications', { drop: 'after' })], 1],
    [
      'the reply with the password is lost',
      [rule('graph', 'POST', '/addPassword', { drop: 'after', nth: 1, times: 2 })],
      1,
    ],
    ['the reply of the vault is lost', [rule('vault', 'PUT', '/secrets/', { drop: 'after' })], 1],
    [
      'every neighbour is busy once',
      [
        rule('graph', 'POST', '/servicePrincipals', { status: 429, retryAfter: 1 }),
        rule('arm', 'PUT', '/roleAssignments/', { status: 429, retryAfter: 1 }),
        rule('vault', 'PUT', '/secrets/', { status: 429, retryAfter: 1 }),
        rule('connector', 'POST', '/activities', { status: 429, retryAfter: 1 }),
      ],
      4,
    ],
    [
      'every neighbour fails once',
      [
        rule('graph', 'PATCH', '/applications', { status: 500 }),
        rule('arm', 'PUT', '/senderUsernames/', { status: 500 }),
        rule('vault', 'PUT', '/secrets/', { status: 500 }),
        rule('connector', 'PUT', '/activities', { status: 500 }),
        rule('entra', 'POST', '/token', { status: 500, nth: 3 }),
      ],
      4,
    ],
    ['the vault is away between password and store', [rule('vault', 'PUT', '/secrets/', { status: 503, times: 4 })], 4],
  ])('%s', { timeout: 300_000 }, async (what, rules, fires) => {
    await playUnder(sandbox, what, { rules }, fires);
  });

  test('replicas lag by seconds', { timeout: 300_000 }, async () => {
    const lag = {
      app: [4000, 5000],
      principal: [4000, 5000],
      password: [4000, 5000],
      token: [4000, 5000],
      role: [4000, 5000],
    } as const;
    await playUnder(sandbox, 'replicas lag by 5 s', { lag: structuredClone(lag) as never }, 0);
  });
});
