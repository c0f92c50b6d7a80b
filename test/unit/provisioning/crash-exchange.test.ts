import { describe, expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { markTaskDone } from '../../../src/provisioning/mark-task-done.ts';
import { retireSender } from '../../../src/provisioning/retire-sender.ts';
import { sweep } from '../../../src/provisioning/sweep.ts';
import { exchangeDesired, never, provisioning } from '../../support/provisioning-bench.ts';

// Killed at each call of onboarding and retirement on Exchange, where an administrator runs the script of the task in the middle of both.

type Bench = Awaited<ReturnType<typeof provisioning>>;

const mailboxes = ['invoices@contoso.com'];

/** Runs the script as often as somebody asks, and says so. */
async function administrate(bench: Bench): Promise<void> {
  const { world } = bench.twin;
  const { tasks, sender } = await bench.read();
  const objectId = world.principals[0]?.id;
  if (sender.wanted === 'absent') world.exchange.splice(0);
  else if (objectId !== undefined && !world.exchange.some((each) => each.objectId === objectId))
    world.exchange.push({ objectId, mailboxes, shownAt: bench.clock.at() + 60_000 });
  for (const { id } of tasks)
    await bench.store.transact((repos) => markTaskDone(repos, { taskId: id, actorId: 'p-approver' }));
}

/** Starts it again after each death until it is done; gives how often it died. */
async function live(bench: Bench): Promise<number> {
  let deaths = 0;
  for (let lives = 0; lives < 8; lives++) {
    const end = await converge(bench.life(), bench.sender.id, never()).catch((thrown: unknown) => {
      expect(String(thrown)).toMatch(/killed|unexpected/);
      return 'killed' as const;
    });
    if (end === 'done') return deaths;
    if (end === 'killed') deaths += 1;
    else await administrate(bench);
  }
  throw new Error('not done after eight lives');
}

const both = (calls: string[]) =>
  calls.flatMap((call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

const setUpCalls = ['findApplication', 'upsertApplication', 'createPrincipal', 'addPassword', 'put', 'prove', 'logIn'];

describe('killed while setting up, then started again', () => {
  test.each(both(setUpCalls))('$when $call: one of everything', async ({ call, when }) => {
    const bench = await provisioning(exchangeDesired());
    const { world, faults } = bench.twin;
    faults.push({ call, when, fail: 'kill' });
    expect(await live(bench)).toBe(1);
    // A password whose value was lost is swept within two minutes.
    bench.clock.jump(120_000);
    await sweep(bench.life(), { senderId: bench.sender.id });
    expect(world.applications).toHaveLength(1);
    expect(world.principals).toHaveLength(1);
    expect(world.passwords).toHaveLength(1);
    expect(world.vault.map((each) => each.value)).toEqual([world.passwords[0]?.value]);
    expect(world.assignments).toEqual([]);
    const { sender, credentials, tasks } = await bench.read();
    expect(sender.state).toBe('ready');
    expect(credentials).toMatchObject([{ state: 'current', keyId: world.passwords[0]?.keyId }]);
    expect(tasks).toEqual([]);
  });
});

describe('killed while removing, then started again', () => {
  const calls = ['removePassword', 'remove', 'deletePrincipal', 'deleteApplication'];
  test.each(both(calls))('$when $call: nothing left, and no task open', async ({ call, when }) => {
    const bench = await provisioning(exchangeDesired());
    await live(bench);
    await bench.store.transact((repos) => retireSender(repos, { senderId: bench.sender.id, actorId: 'p-owner' }));
    bench.twin.faults.push({ call, when, fail: 'kill' });
    expect(await live(bench)).toBe(1);
    const { world } = bench.twin;
    expect([world.applications, world.principals, world.passwords, world.vault, world.exchange]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    const { sender, tasks } = await bench.read();
    expect(sender.state).toBe('retired');
    expect(tasks).toEqual([]);
  });
});
