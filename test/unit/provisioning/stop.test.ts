import { describe, expect, test } from 'vitest';
import { reportLeak } from '../../../src/provisioning/stop/report-leak.ts';
import { restartSender } from '../../../src/provisioning/stop/restart-sender.ts';
import { stopSender } from '../../../src/provisioning/stop/stop-sender.ts';
import { retireSender } from '../../../src/provisioning/retire-sender.ts';
import { hashOf } from '../../../src/provisioning/plan.ts';
import { failure } from '../../support/cloud-twin.ts';
import { exchangeDesired } from '../../support/provisioning-bench.ts';
import { rotating } from '../../support/rotating-bench.ts';
import type { Rotating } from '../../support/rotating-bench.ts';
import type { Fault } from '../../support/twin-process.ts';

const places = ['web-02', 'printer 3rd floor'];
const wishes = {
  acs: { places },
  exchange: exchangeDesired({ places }),
  vault: { places, delivery: 'vault' as const },
};

const stop = (bench: Rotating) =>
  bench.store.transact((repos) => stopSender(repos, { senderId: bench.sender.id, actorId: 'p-approver' }, bench));
const leak = (bench: Rotating) =>
  bench.store.transact((repos) => reportLeak(repos, { senderId: bench.sender.id, actorId: 'p-owner' }, bench.deps));

/** An approved request to start again. */
async function restart(bench: Rotating): Promise<void> {
  const { store, sender } = bench;
  const before = (await store.repos.requests.get(sender.requestId))!;
  const now = (await bench.read()).sender;
  const request = { ...before, id: `again-${now.version}`, kind: 'restart' as const, desiredHash: hashOf(now.desired) };
  await store.repos.requests.insert(request);
  expect(await store.transact((repos) => restartSender(repos, now, request.id))).not.toBeNull();
}

async function expectStopped(bench: Rotating): Promise<void> {
  const { world } = bench.twin;
  expect(bench.values()).toEqual([]);
  expect(world.principals).toMatchObject([{ enabled: false }]);
  expect(world.vault.filter((each) => each.enabled)).toEqual([]);
  expect(await bench.store.repos.senders.stop(bench.sender.id)).toMatchObject({ state: 'refused', reason: null });
  const { sender, credentials } = await bench.read();
  expect(sender.state).toBe('stopped');
  expect(credentials.every((each) => each.state === 'removed')).toBe(true);
}

/** Looks over the death of our process until it is settled. */
async function through(bench: Rotating): Promise<void> {
  for (let each = 0; each < 3; each++) {
    try {
      return await bench.settle();
    } catch (thrown) {
      expect(String(thrown)).toMatch(/killed|unexpected/);
    }
  }
  throw new Error('it does not settle');
}

describe.each(['acs', 'exchange', 'vault'] as const)('a sender on %s', (wish) => {
  test('stopped: disabled, no secret left, refused; looked at again it stays so; a decision gives it a new secret', async () => {
    const bench = await rotating(wishes[wish]);
    const [old] = bench.values();
    expect(await stop(bench)).toEqual({ ok: true });
    expect((await bench.read()).sender.state).toBe('stopped');
    await bench.settle();
    await expectStopped(bench);
    // Somebody enables it again outside: it is not made ready by that.
    bench.clock.jump(3_600_000);
    await bench.settle();
    await expectStopped(bench);

    await restart(bench);
    await bench.settle();
    expect(bench.values()).toHaveLength(1);
    expect(bench.values()).not.toContain(old);
    expect(bench.twin.world.principals).toMatchObject([{ enabled: true }]);
    expect((await bench.read()).sender).toMatchObject({ state: 'ready', installedAt: null });
    expect(bench.twin.world.applications).toHaveLength(1);
  });

  test('leaked: every secret it had goes before a new one is made, which is the sender’s at once', async () => {
    const bench = await rotating(wishes[wish]);
    const before = bench.values();
    bench.twin.calls.length = 0;
    expect(await leak(bench)).toEqual({ ok: true });
    expect((await bench.read()).sender.installedAt).toBeNull();
    await bench.settle();
    const order = bench.twin.calls.map((each) => each.call).filter((call) => /Password/.test(call));
    expect(order).toEqual(['removePassword', 'addPassword']);
    expect(bench.values()).toHaveLength(1);
    expect(bench.values()).not.toContain(before[0]);
    expect((await bench.read()).credentials).toMatchObject([{ state: 'removed' }, { state: 'current' }]);
    expect((await bench.read()).sender.state).toBe('ready');
    expect(await bench.rotation()).toBeUndefined();
  });
});

test('it is not done before a log-in is refused, and says what it waits for', async () => {
  const bench = await rotating({ places });
  bench.twin.faults.push({ call: 'setPrincipalEnabled', when: 'before', times: 1_000, fail: lost() });
  await stop(bench);
  const looking = bench.look();
  await bench.clock.wait(60_000);
  expect(await bench.store.repos.senders.stop(bench.sender.id)).toMatchObject({
    state: 'stopping',
    reasonCode: 'lost',
  });
  bench.twin.faults.length = 0;
  await looking;
  await bench.settle();
  await expectStopped(bench);
});

test('a leak during a rotation takes both secrets', async () => {
  const bench = await rotating({ places });
  await bench.start();
  await bench.settle();
  const both = bench.values();
  expect(both).toHaveLength(2);
  await leak(bench);
  await bench.settle();
  expect(bench.values()).toHaveLength(1);
  expect(both).not.toContain(bench.values()[0]);
});

test('stopped in the middle of a rotation: nothing is left of it', async () => {
  const bench = await rotating({ places });
  await bench.start();
  await bench.settle();
  await stop(bench);
  await bench.settle();
  await expectStopped(bench);
  expect(await bench.rotation()).toBeUndefined();
});

test('retired and started again: the same client id, a new secret', async () => {
  const bench = await rotating({ places });
  const [{ appId } = { appId: '' }] = bench.twin.world.applications;
  const [old] = bench.values();
  await bench.store.transact((repos) => retireSender(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
  await bench.settle();
  expect((await bench.read()).sender.state).toBe('retired');
  bench.clock.jump(24 * 3_600_000);
  await restart(bench);
  await bench.settle();
  expect((await bench.read()).sender.state).toBe('ready');
  expect(bench.twin.world.applications).toMatchObject([{ appId }]);
  expect(bench.values()).toHaveLength(1);
  expect(bench.values()).not.toContain(old);
});

const expectOneSecret = async (bench: Rotating) => expect(bench.values()).toHaveLength(1);
const lost = () => failure('retryable', 'lost');

describe.each([
  { name: 'stop', act: stop, end: expectStopped },
  { name: 'leak', act: leak, end: expectOneSecret },
])('killed in a $name', async ({ act, end }) => {
  const bench = await rotating({ places });
  bench.twin.calls.length = 0;
  await act(bench);
  await bench.settle();
  const calls = [...new Set(bench.twin.calls.map((each) => each.call))];
  const faults = calls.flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

  test.each(faults)('$when $call', async (fault) => {
    const again = await rotating({ places });
    const before = again.values();
    await act(again);
    const kill: Fault = { ...fault, fail: 'kill' };
    again.twin.faults.push(kill);
    await through(again);
    await again.sweepAll();
    await end(again);
    expect(before.some((each) => again.values().includes(each))).toBe(false);
    expect(again.twin.world.vault.filter((each) => each.enabled).map((each) => each.value)).toEqual(again.values());
  });
});
