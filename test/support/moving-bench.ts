import { converge } from '../../src/provisioning/converge.ts';
import { markTaskDone } from '../../src/provisioning/mark-task-done.ts';
import { startMove } from '../../src/provisioning/moves/start-move.ts';
import { nextRoute } from '../../src/provisioning/moves/why-no-move.ts';
import { hashOf, planFor } from '../../src/provisioning/plan.ts';
import type { Desired, RelayId } from '../../src/senders/sender.ts';
import { desired, exchangeDesired, never, provisioning } from './provisioning-bench.ts';

const places = ['web-02', 'printer 3rd floor'];
const wishes: Record<RelayId, Desired> = {
  acs: { ...desired, places },
  exchange: exchangeDesired({ places }),
};

/** A proven sender on the one relay, and what it takes to move it to the other. */
export async function moving(from: RelayId, to: RelayId) {
  const bench = await provisioning(wishes[from]);
  const { store, sender, twin, life } = bench;
  const look = () => converge(life(), sender.id, never());

  /** What an Exchange administrator does, for every application there is; then each task is said to be done. */
  async function administrator(): Promise<void> {
    const { world } = twin;
    world.exchange = world.principals.map(({ id }) => ({
      objectId: id,
      mailboxes: ['invoices@contoso.com'],
      shownAt: 0,
    }));
    for (const { id } of await store.repos.tasks.open(sender.id))
      await store.transact((repos) => markTaskDone(repos, { taskId: id, actorId: 'p-approver' }));
  }

  /** Converges, with an administrator who does each task, until nothing is left to do. */
  async function settle(): Promise<void> {
    for (let each = 0; each < 8; each++) {
      if ((await look()) === 'done') return;
      await administrator();
    }
    throw new Error('it does not settle');
  }

  const requestId = 'req-move-1';
  async function approve(): Promise<void> {
    const wish = wishes[to];
    const first = (await store.repos.requests.get(sender.requestId))!;
    await store.repos.requests.insert({
      ...first,
      id: requestId,
      kind: 'migrate',
      desired: wish,
      desiredHash: hashOf(wish),
      plan: planFor(wish, {}, 'sp-prod'),
      move: { why: 'ACS ends', from: { relay: from, address: 'x', desiredHash: first.desiredHash } },
    });
    const started = await store.transact(async (repos) =>
      startMove(repos, (await repos.senders.get(sender.id))!, { requestId, desired: wish }),
    );
    if (!started.ok) throw new Error(started.refused);
  }

  await settle();
  bench.clock.jump(3_600_000);
  return {
    ...bench,
    look,
    settle,
    administrator,
    approve,
    places,
    requestId,
    next: () => nextRoute(store.repos, sender.id),
    /** Which applications have a secret, by their name. */
    secretsOf: () =>
      twin.world.applications
        .filter(({ id }) => twin.world.passwords.some((each) => each.appObjectId === id))
        .map(({ uniqueName }) => uniqueName ?? '')
        .toSorted((a, b) => (a < b ? -1 : 1)),
  };
}

export type Moving = Awaited<ReturnType<typeof moving>>;
