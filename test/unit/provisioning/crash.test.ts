import { describe, expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { retireSender } from '../../../src/provisioning/retire-sender.ts';
import { sweep } from '../../../src/provisioning/sweep.ts';
import { failure } from '../../support/cloud-twin.ts';
import { never, provisioning } from '../../support/provisioning-bench.ts';

type Bench = Awaited<ReturnType<typeof provisioning>>;

/** Runs the waiting sweeps as the job queue would, three rounds of them. */
async function sweepRounds({ store, clock, life }: Bench): Promise<void> {
  for (let round = 0; round < 3; round++)
    for (const { job, afterMs } of store.takeJobs()) {
      if (job.name !== 'sweep') continue;
      clock.jump(afterMs);
      await sweep(life(), job.data);
    }
}

async function expectOneOfEach(bench: Bench): Promise<void> {
  const { world } = bench.twin;
  await sweepRounds(bench);
  expect(world.applications).toHaveLength(1);
  expect(world.principals).toHaveLength(1);
  expect(world.passwords).toHaveLength(1);
  expect(world.assignments).toHaveLength(1);
  expect(world.mailFroms).toHaveLength(1);
  expect(world.smtpUsernames).toHaveLength(1);
  expect(world.vault).toHaveLength(1);
  expect(world.vault[0]?.value).toBe(world.passwords[0]?.value);
  const { sender, credentials } = await bench.read();
  expect(sender.state).toBe('ready');
  expect(credentials).toMatchObject([{ state: 'current', keyId: world.passwords[0]?.keyId }]);
  expect(await bench.store.repos.mailIntents.countSince(new Date(0))).toBe(1);
}

const setUpCalls = [
  'findApplication',
  'upsertApplication',
  'createPrincipal',
  'addPassword',
  'put',
  'roleDefinition',
  'assignRole',
  'findMailFrom',
  'putMailFrom',
  'putSmtpUsername',
  'get',
  'prove',
  'logIn',
];
const both = (calls: string[]) =>
  calls.flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

describe('killed while setting up, then started again', () => {
  test.each(both(setUpCalls))('$when $call: one of everything', async ({ call, when }) => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    bench.twin.faults.push({ call, when, fail: 'kill' });
    await expect(converge(bench.life(), bench.sender.id, never())).rejects.toThrow(/killed|unexpected/);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    await expectOneOfEach(bench);
  });

  test('killed at the same place three times', async () => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    bench.twin.faults.push({ call: 'addPassword', when: 'after', times: 3, fail: 'kill' });
    for (let life = 0; life < 3; life++)
      await expect(converge(bench.life(), bench.sender.id, never())).rejects.toThrow(/killed|unexpected/);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    await expectOneOfEach(bench);
  });
});

describe('the reply is lost after the work was done', () => {
  test.each(setUpCalls)('%s: one of everything', async (call) => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    bench.twin.faults.push({ call, when: 'after', fail: failure('retryable', 'unreachable') });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    await expectOneOfEach(bench);
  });
});

describe('the vault is away between password and vault', () => {
  test('the value is kept and stored when it is back', async () => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    bench.twin.faults.push({ call: 'put', when: 'before', times: 5, fail: failure('retryable', 'vault-broken') });
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    expect(bench.twin.calls.filter((each) => each.call === 'addPassword').length).toBeLessThan(20);
    await expectOneOfEach(bench);
  });

  test('killed meanwhile: the lost password is removed, a new one made', async () => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    bench.twin.faults.push({ call: 'put', when: 'before', fail: failure('retryable', 'vault-broken') });
    bench.twin.faults.push({ call: 'put', when: 'before', nth: 2, fail: 'kill' });
    await expect(converge(bench.life(), bench.sender.id, never())).rejects.toThrow(/killed|unexpected/);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    await expectOneOfEach(bench);
  });
});

describe('killed while removing, then started again', () => {
  const calls = [
    'removeSmtpUsername',
    'removeAssignment',
    'removePassword',
    'remove',
    'removeMailFrom',
    'deletePrincipal',
  ];
  test.each(both([...calls, 'deleteApplication']))('$when $call: nothing left', async ({ call, when }) => {
    const bench = await provisioning({ smtpUsername: 'billing-smtp' });
    await converge(bench.life(), bench.sender.id, never());
    await bench.store.transact((repos) => retireSender(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
    bench.twin.faults.push({ call, when, fail: 'kill' });
    await expect(converge(bench.life(), bench.sender.id, never())).rejects.toThrow(/killed|unexpected/);
    expect(await converge(bench.life(), bench.sender.id, never())).toBe('done');
    const { world } = bench.twin;
    expect([world.applications, world.principals, world.passwords, world.assignments]).toEqual([[], [], [], []]);
    expect([world.mailFroms, world.smtpUsernames, world.vault]).toEqual([[], [], []]);
    expect((await bench.read()).sender.state).toBe('retired');
  });
});
