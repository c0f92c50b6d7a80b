import { describe, expect, test } from 'vitest';
import { cancelMove } from '../../../src/provisioning/moves/cancel-move.ts';
import { finishMove } from '../../../src/provisioning/moves/finish-move.ts';
import { startMove } from '../../../src/provisioning/moves/start-move.ts';
import { tickPlaces } from '../../../src/provisioning/moves/tick-places.ts';
import { whyNoMove } from '../../../src/provisioning/moves/why-no-move.ts';
import { retireSender } from '../../../src/provisioning/retire-sender.ts';
import { moving } from '../../support/moving-bench.ts';
import type { Moving } from '../../support/moving-bench.ts';

const name = (generation: number): string => `sendpass-abc2345678-${generation}`;
const owner = 'p-owner';
const tick = (bench: Moving, ticked: string[], seen: string[] = [], actorId = owner) =>
  bench.store.transact((repos) =>
    tickPlaces(repos, { senderId: bench.sender.id, actorId, seen, ticked }, { clock: bench.clock }),
  );
const finish = (bench: Moving, seen: string[]) =>
  bench.store.transact((repos) =>
    finishMove(repos, { senderId: bench.sender.id, actorId: 'p-approver', seen }, { clock: bench.clock }),
  );
const cancel = (bench: Moving) =>
  bench.store.transact((repos) => cancelMove(repos, { senderId: bench.sender.id, actorId: owner }));
const typesOf = (bench: Moving) => bench.store.tables().audit.map((event) => event.type);

/** Proven beside the main route. */
async function proven(from: 'acs' | 'exchange', to: 'acs' | 'exchange'): Promise<Moving> {
  const bench = await moving(from, to);
  await bench.approve();
  await bench.settle();
  return bench;
}

describe.each([
  ['acs', 'exchange'],
  ['exchange', 'acs'],
] as const)('from %s to %s', (from, to) => {
  test('both work side by side under names of their own; with the last tick the old one goes, secret first', async () => {
    const bench = await proven(from, to);
    expect(bench.secretsOf()).toEqual([name(1), name(2)]);
    expect(await bench.next()).toMatchObject({ relay: to, state: 'proven', generation: 2 });
    expect((await bench.read()).sender).toMatchObject({ state: 'ready', desired: { relay: from } });
    expect(await tick(bench, ['web-02'])).toMatchObject({ ok: true, moved: false, open: ['printer 3rd floor'] });
    await bench.settle();
    expect(bench.secretsOf()).toEqual([name(1), name(2)]);
    bench.twin.calls.splice(0);
    expect(await tick(bench, bench.places, ['web-02'])).toMatchObject({ ok: true, moved: true, open: [] });
    await bench.settle();
    const { sender, route } = await bench.read();
    expect(sender).toMatchObject({ state: 'ready', desired: { relay: to }, requestId: bench.requestId });
    expect(sender.installedAt).not.toBeNull();
    expect(route).toMatchObject({ relay: to, role: 'main', state: 'proven' });
    expect(bench.secretsOf()).toEqual([name(2)]);
    expect(bench.twin.world.applications.map((each) => each.uniqueName)).toEqual([name(2)]);
    expect(bench.twin.world.vault).toHaveLength(1);
    const removals = bench.twin.calls.map(({ call }) => call).filter((call) => /^(remove|delete)/.test(call));
    expect(removals[0]).toBe('removePassword');
    expect(await bench.store.repos.senders.routes(sender.id)).toHaveLength(1);
    expect(bench.store.tables().audit.filter(({ type }) => type === 'places-ticked')).toMatchObject([
      { actor: owner, data: { ticked: ['web-02'], open: ['printer 3rd floor'] } },
      { actor: owner, data: { ticked: ['printer 3rd floor'], open: [] } },
    ]);
    // What is made beside it later gets a third name.
    expect(sender.generation).toBe(2);
  });

  test('taken back before the switch: the new one goes, the old one is not touched, and it may be asked for again', async () => {
    const bench = await proven(from, to);
    await tick(bench, ['web-02']);
    expect(await cancel(bench)).toEqual({ ok: true });
    expect(await cancel(bench)).toMatchObject({ ok: false });
    await bench.settle();
    expect(bench.secretsOf()).toEqual([name(1)]);
    expect((await bench.read()).sender).toMatchObject({ state: 'ready', desired: { relay: from } });
    expect(await tick(bench, bench.places)).toMatchObject({ ok: false });
    const sender = (await bench.store.repos.senders.get(bench.sender.id))!;
    expect(await whyNoMove(bench.store.repos, sender)).toBeNull();
    const { desired } = (await bench.store.repos.requests.get(bench.requestId))!;
    await bench.store.transact((repos) => startMove(repos, sender, { requestId: bench.requestId, desired }));
    await bench.settle();
    expect(bench.secretsOf()).toEqual([name(1), name(3)]);
  });

  test('retired while it moves: nothing of either is left', async () => {
    const bench = await proven(from, to);
    await bench.store.transact((repos) => retireSender(repos, { senderId: bench.sender.id, actorId: owner }));
    await bench.settle();
    const { world } = bench.twin;
    expect([world.applications, world.principals, world.passwords, world.vault, world.mailFroms]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect((await bench.read()).sender.state).toBe('retired');
    expect(await tick(bench, bench.places)).toMatchObject({ ok: false });
  });
});

test('nothing is switched while a place is open, however long it takes; a person may, having seen the open ones', async () => {
  const bench = await proven('acs', 'exchange');
  bench.clock.jump(400 * 24 * 3_600_000);
  await bench.look();
  expect((await bench.read()).sender.desired.relay).toBe('acs');
  await tick(bench, ['web-02']);
  expect(await finish(bench, [])).toEqual({ ok: false, unseen: ['printer 3rd floor'] });
  expect(await finish(bench, bench.places)).toEqual({ ok: true });
  await bench.settle();
  const { sender } = await bench.read();
  expect(sender).toMatchObject({ desired: { relay: 'exchange' }, installedAt: null });
  expect(bench.store.tables().audit.find(({ type }) => type === 'sender-moved')).toMatchObject({
    actor: 'p-approver',
    data: { from: 'acs', to: 'exchange', open: ['printer 3rd floor'] },
  });
});

test('only an owner ticks; what another owner ticked meanwhile stays; a tick can be taken back', async () => {
  const bench = await proven('acs', 'exchange');
  expect(await tick(bench, bench.places, [], 'p-approver')).toMatchObject({ ok: false });
  await tick(bench, ['web-02']);
  // This list was opened before, and ticks nothing but the other place: it does not undo the first.
  expect(await tick(bench, [], [])).toMatchObject({ open: ['printer 3rd floor'] });
  expect(await tick(bench, [], ['web-02'])).toMatchObject({ open: bench.places });
});

test('retired after a move that was called off: another look makes no route anew', async () => {
  const bench = await proven('acs', 'exchange');
  await cancel(bench);
  await bench.settle();
  await bench.store.transact((repos) => retireSender(repos, { senderId: bench.sender.id, actorId: owner }));
  await bench.settle();
  const routes = bench.store.tables().routes.size;
  await bench.look();
  expect(bench.store.tables().routes.size).toBe(routes);
  expect(bench.twin.world.applications).toEqual([]);
});

test('before the proof nothing can be ticked or switched', async () => {
  const bench = await moving('acs', 'exchange');
  await bench.approve();
  expect(await bench.look()).toBe('needs-person');
  expect(await tick(bench, bench.places)).toMatchObject({ ok: false, refused: expect.stringContaining('not proven') });
  expect(await finish(bench, bench.places)).toMatchObject({ ok: false });
  expect((await bench.read()).sender.state).toBe('ready');
});

test('something of the new route is removed by a person: the old one stays until that is settled', async () => {
  const bench = await proven('exchange', 'acs');
  bench.twin.world.assignments.splice(0);
  bench.clock.jump(3_600_000);
  expect(await bench.look()).toBe('needs-person');
  expect((await bench.read()).sender.state).toBe('ready');
  expect(await tick(bench, bench.places)).toMatchObject({
    ok: true,
    moved: false,
    waitsFor: expect.stringContaining('missing'),
  });
  expect((await bench.read()).sender.desired.relay).toBe('exchange');
});

test('the old one is removed by a person while the new one is proven: the sender is stopped, and ready again once it has moved', async () => {
  const bench = await proven('acs', 'exchange');
  bench.twin.world.assignments.splice(0);
  await bench.look();
  expect((await bench.read()).sender.state).toBe('stopped');
  expect(await tick(bench, bench.places)).toMatchObject({ moved: true });
  await bench.settle();
  expect((await bench.read()).sender.state).toBe('ready');
  expect(await bench.store.repos.tasks.open(bench.sender.id)).toEqual([]);
});

test('there and back and there again: an administrator is asked for each application anew', async () => {
  const bench = await proven('exchange', 'acs');
  await tick(bench, bench.places);
  await bench.settle();
  const sender = (await bench.store.repos.senders.get(bench.sender.id))!;
  const first = (await bench.store.repos.requests.get(sender.desired.relay === 'acs' ? bench.sender.requestId : ''))!;
  await bench.store.transact((repos) => startMove(repos, sender, { requestId: first.id, desired: first.desired }));
  expect(await bench.look()).toBe('needs-person');
  const codes = (await bench.store.repos.tasks.open(sender.id)).map(({ code, generation }) => [code, generation]);
  expect(codes).toEqual([['exchange-admin-needed', 3]]);
  expect(typesOf(bench).filter((type) => type === 'sender-moved')).toHaveLength(1);
});

test('a hundred ticks of the last place at once switch once', async () => {
  const bench = await proven('acs', 'exchange');
  const all = await Promise.allSettled(Array.from({ length: 100 }, () => tick(bench, bench.places)));
  expect(all.filter((each) => each.status === 'fulfilled' && each.value.ok && each.value.moved)).toHaveLength(1);
  expect(typesOf(bench).filter((type) => type === 'sender-moved')).toHaveLength(1);
});
