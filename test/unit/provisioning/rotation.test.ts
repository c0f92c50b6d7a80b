import { describe, expect, test } from 'vitest';
import { cancelRotation } from '../../../src/provisioning/rotation/cancel-rotation.ts';
import { finishRotation } from '../../../src/provisioning/rotation/finish-rotation.ts';
import { retireSender } from '../../../src/provisioning/retire-sender.ts';
import { convergeJob } from '../../../src/provisioning/converge-job.ts';
import { failure } from '../../support/cloud-twin.ts';
import { exchangeDesired, never } from '../../support/provisioning-bench.ts';
import { rotating } from '../../support/rotating-bench.ts';

const places = ['web-02', 'printer 3rd floor'];
const wishes = { acs: { places }, exchange: exchangeDesired({ places }) };

describe.each(['acs', 'exchange'] as const)('on %s', (relay) => {
  test('both secrets work until the last place is ticked; then only the new one does', async () => {
    const bench = await rotating(wishes[relay]);
    const [old] = bench.values();
    expect(await bench.start()).toEqual({ ok: true });
    await bench.settle();
    expect(await bench.rotation()).toMatchObject({ state: 'overlap', reason: null });
    expect(bench.values()).toHaveLength(2);
    expect((await bench.read()).credentials).toMatchObject([
      { no: 1, state: 'current' },
      { no: 2, state: 'stored' },
    ]);
    // Nothing but a person, or the last tick, ends it.
    bench.clock.jump(90 * 24 * 3_600_000);
    await bench.settle();
    expect(bench.values()).toHaveLength(2);

    expect(await bench.tick(['web-02'])).toMatchObject({ open: ['printer 3rd floor'], switched: false });
    await bench.settle();
    expect(bench.values()).toHaveLength(2);
    expect(await bench.tick(places, ['web-02'])).toMatchObject({ open: [], switched: true });
    await bench.settle();

    expect(bench.values()).toHaveLength(1);
    expect(bench.values()).not.toContain(old);
    expect(bench.twin.world.vault.map(({ name, value }) => [name, value])).toEqual([
      ['sendpass-abc2345678-2', bench.values()[0]],
    ]);
    expect(await bench.rotation()).toBeUndefined();
    const { sender, credentials } = await bench.read();
    expect(sender.state).toBe('ready');
    expect(credentials).toMatchObject([{ state: 'removed' }, { state: 'current', no: 2 }]);
    const events = await bench.audited();
    const order = ['rotation-started', 'credential-issued', 'rotation-proven', 'places-ticked', 'rotation-switched'];
    expect(events.filter((each) => [...order, 'credential-removed', 'rotation-done'].includes(each)).slice(1)).toEqual([
      ...order.slice(0, 4),
      'places-ticked',
      'rotation-switched',
      'credential-removed',
      'rotation-done',
    ]);
  });

  test('the old one is removed only when a log-in with it is refused', async () => {
    const bench = await rotating(wishes[relay]);
    await bench.start();
    await bench.settle();
    // Replicas of the mail service that have not heard of the removal.
    bench.twin.options.removalLag = 3 * 60_000;
    await bench.tick(places);
    const looking = bench.look();
    await bench.clock.wait(2 * 60_000);
    expect(bench.values()).toHaveLength(1);
    expect((await bench.rotation())?.reason).toMatch(/still takes/);
    expect((await bench.read()).credentials[0]).toMatchObject({ state: 'removing' });
    await looking;
    expect((await bench.read()).credentials[0]).toMatchObject({ state: 'removed' });
  });
});

test('a person removes the old one with a place open, having seen it', async () => {
  const bench = await rotating({ places });
  await bench.start();
  await bench.settle();
  await bench.tick(['web-02']);
  const finish = (seen: string[]) =>
    bench.store.transact((repos) =>
      finishRotation(repos, { senderId: bench.sender.id, actorId: 'p-owner', seen }, bench.deps),
    );
  expect(await finish([])).toEqual({ ok: false, unseen: ['printer 3rd floor'] });
  expect(bench.values()).toHaveLength(2);
  expect(await finish(['printer 3rd floor'])).toEqual({ ok: true });
  await bench.settle();
  expect(bench.values()).toHaveLength(1);
  // The printer still has to get it.
  expect((await bench.read()).sender.installedAt).toBeNull();
});

test('the old one goes by time where its owner wanted that, and the job that waits for it is enqueued', async () => {
  const bench = await rotating({ places });
  await bench.start('P7D');
  bench.store.takeJobs();
  await convergeJob(bench.life(), { senderId: bench.sender.id }, never());
  const waiting = bench.store.takeJobs().find(({ job }) => job.name === 'converge');
  expect(waiting?.afterMs).toBeGreaterThan(6 * 24 * 3_600_000);
  bench.clock.jump(6 * 24 * 3_600_000);
  await bench.settle();
  expect(bench.values()).toHaveLength(2);
  bench.clock.jump(24 * 3_600_000);
  await bench.settle();
  expect(bench.values()).toHaveLength(1);
});

test('called off: the new one goes, the old one goes on', async () => {
  const bench = await rotating({ places });
  const before = bench.values();
  await bench.start();
  await bench.settle();
  const call = { senderId: bench.sender.id, actorId: 'p-owner' };
  expect(await bench.store.transact((repos) => cancelRotation(repos, call))).toEqual({ ok: true });
  await bench.settle();
  expect(bench.values()).toEqual(before);
  expect(bench.twin.world.vault).toHaveLength(1);
  expect(await bench.rotation()).toBeUndefined();
  // The next one has a number and a name of its own.
  expect(await bench.start()).toEqual({ ok: true });
  expect((await bench.read()).credentials.at(-1)).toMatchObject({ no: 3, vaultName: 'sendpass-abc2345678-3' });
});

test('called off while its log-in is tried: it ends there', async () => {
  const bench = await rotating({ places });
  await bench.start();
  bench.twin.options.lag = 3_600_000;
  const looking = bench.look();
  await bench.clock.wait(60_000);
  const call = { senderId: bench.sender.id, actorId: 'p-owner' };
  expect(await bench.store.transact((repos) => cancelRotation(repos, call))).toEqual({ ok: true });
  bench.twin.options.lag = 0;
  await looking;
  await bench.clock.wait(3_600_000);
  await bench.settle();
  expect(bench.values()).toHaveLength(1);
  expect(await bench.audited()).not.toContain('rotation-proven');
});

test('an application that reads the vault finds the proven secret under the same name; the old one goes after its grace', async () => {
  const bench = await rotating({ places, delivery: 'vault' });
  const reads = () =>
    bench.twin.world.vault.findLast((each) => each.name === 'sendpass-abc2345678-1' && each.enabled)?.value;
  const [old] = bench.values();
  expect(reads()).toBe(old);
  await bench.start();
  await bench.settle();
  const [, next] = bench.values();
  expect(reads()).toBe(next);
  expect(bench.values()).toHaveLength(2);
  bench.clock.jump(25 * 3_600_000);
  await bench.settle();
  expect(bench.values()).toEqual([next]);
  expect(reads()).toBe(next);
  expect(bench.twin.world.vault.map(({ name, enabled }) => [name, enabled])).toEqual([
    ['sendpass-abc2345678-1', false],
    ['sendpass-abc2345678-1', true],
  ]);
});

test('a new secret that somebody removed meanwhile: the old one stays', async () => {
  const bench = await rotating({ places });
  const [old] = bench.values();
  await bench.start();
  await bench.settle();
  bench.twin.world.passwords = bench.twin.world.passwords.filter((each) => each.value === old);
  await bench.tick(places);
  await bench.look().catch(() => undefined);
  expect(bench.values()).toContain(old);
  expect(await bench.rotation()).toMatchObject({ state: 'removing' });
  expect((await bench.rotation())?.reason).not.toBeNull();
});

test('Entra refuses the new secret: the old one goes on, IT has a task, and Done goes on with it', async () => {
  const bench = await rotating({ places });
  bench.twin.faults.push({ call: 'addPassword', when: 'before', fail: failure('needs-person', 'secrets-not-allowed') });
  await bench.start();
  expect(await bench.look()).toBe('needs-person');
  const { sender, tasks } = await bench.read();
  expect(sender.state).toBe('ready');
  expect(tasks).toMatchObject([{ code: 'secrets-not-allowed' }]);
  await bench.settle();
  expect(bench.values()).toHaveLength(2);
  expect((await bench.read()).tasks).toEqual([]);
});

test('retired in the middle: nothing is left, and nothing of it goes on', async () => {
  const bench = await rotating({ places });
  await bench.start();
  await bench.settle();
  await bench.store.transact((repos) => retireSender(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
  await bench.settle();
  expect(bench.values()).toEqual([]);
  expect(bench.twin.world.vault).toEqual([]);
  expect(await bench.rotation()).toBeUndefined();
});

test('what was approved for longer than the policy allows by now gets what it allows', async () => {
  const bench = await rotating({ places, lifetime: 'P1Y' });
  bench.deps.policy = { ...bench.deps.policy, maxSecretLifetime: 'P3M' };
  await bench.start();
  const [first, second] = (await bench.read()).credentials;
  expect(second!.endsAt.getTime()).toBeLessThan(first!.endsAt.getTime());
});

test('a second one does not begin', async () => {
  const bench = await rotating({ places });
  await bench.start();
  expect(await bench.start()).toMatchObject({ ok: false });
});
