import { describe, expect, test } from 'vitest';
import { cancelMove } from '../../../src/provisioning/moves/cancel-move.ts';
import { tickPlaces } from '../../../src/provisioning/moves/tick-places.ts';
import { moving } from '../../support/moving-bench.ts';
import type { Moving } from '../../support/moving-bench.ts';

// Killed before and after each call of a move, then started again: the main route works all the time, and nothing is left twice or behind.

const both = (calls: string[]) =>
  calls.flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

/** Runs until our process dies at the fault, however often it has to look until it comes there; an administrator does their tasks. */
async function untilKilled(bench: Moving): Promise<void> {
  for (let each = 0; each < 6; each++) {
    const end = await bench.look().catch((thrown: unknown) => thrown);
    if (end instanceof Error) return expect(end.message).toMatch(/killed|unexpected/);
    await bench.administrator();
  }
  throw new Error('the fault was never met');
}

async function expectMain(bench: Moving, relay: string): Promise<void> {
  const { sender } = await bench.read();
  expect(sender).toMatchObject({ state: 'ready', wanted: 'present', desired: { relay } });
}

const generations = (bench: Moving): string[] =>
  bench.twin.world.applications.map((each) => (each.uniqueName ?? '').slice(-1)).toSorted();

const made = {
  exchange: ['findApplication', 'upsertApplication', 'createPrincipal', 'addPassword', 'put', 'get', 'prove', 'logIn'],
  acs: ['upsertApplication', 'createPrincipal', 'addPassword', 'put', 'assignRole', 'putMailFrom', 'get', 'logIn'],
};
const directions = [
  { from: 'acs', to: 'exchange' },
  { from: 'exchange', to: 'acs' },
] as const;

describe.each(directions)('from $from to $to', ({ from, to }) => {
  test.each(both(made[to]))(
    'killed $when $call of the new route: one of everything beside the main one',
    async (fault) => {
      const bench = await moving(from, to);
      await bench.approve();
      bench.twin.faults.push({ ...fault, fail: 'kill' });
      await untilKilled(bench);
      await expectMain(bench, from);
      await bench.settle();
      await expectMain(bench, from);
      expect(await bench.next()).toMatchObject({ state: 'proven' });
      expect(generations(bench)).toEqual(['1', '2']);
      expect(bench.twin.world.principals).toHaveLength(2);
      expect(bench.twin.world.vault).toHaveLength(2);
      expect(bench.secretsOf()).toHaveLength(2);
    },
  );

  const removed = {
    acs: ['removePassword', 'remove', 'removeAssignment', 'removeMailFrom', 'deletePrincipal', 'deleteApplication'],
    exchange: ['removePassword', 'remove', 'deletePrincipal', 'deleteApplication'],
  };
  test.each(both(removed[from]))('killed $when $call after the switch: only the new one is left', async (fault) => {
    const bench = await moving(from, to);
    await bench.approve();
    await bench.settle();
    const input = { senderId: bench.sender.id, actorId: 'p-owner', seen: [], ticked: bench.places };
    await bench.store.transact((repos) => tickPlaces(repos, input, { clock: bench.clock }));
    bench.twin.faults.push({ ...fault, fail: 'kill' });
    await untilKilled(bench);
    await bench.settle();
    await expectMain(bench, to);
    expect(generations(bench)).toEqual(['2']);
    const { world } = bench.twin;
    expect([world.principals, world.passwords, world.vault].map((all) => all.length)).toEqual([1, 1, 1]);
    expect(await bench.store.repos.senders.routes(bench.sender.id)).toHaveLength(1);
  });

  test.each(both(removed[to]))(
    'killed $when $call after it was called off: only the old one is left',
    async (fault) => {
      const bench = await moving(from, to);
      await bench.approve();
      await bench.settle();
      await bench.store.transact((repos) => cancelMove(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
      bench.twin.faults.push({ ...fault, fail: 'kill' });
      await untilKilled(bench);
      await bench.settle();
      await expectMain(bench, from);
      expect(generations(bench)).toEqual(['1']);
      expect(bench.twin.world.vault).toHaveLength(1);
    },
  );
});

test('called off while its log-in is tried: it never becomes proven, and goes', async () => {
  const bench = await moving('exchange', 'acs');
  await bench.approve();
  bench.twin.options.roleLag = 3_600_000;
  const looking = bench.look();
  await bench.clock.wait(60_000);
  expect(await bench.next()).toMatchObject({ state: 'making' });
  await bench.store.transact((repos) => cancelMove(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
  await looking;
  await bench.settle();
  expect(generations(bench)).toEqual(['1']);
  await expectMain(bench, 'exchange');
});
