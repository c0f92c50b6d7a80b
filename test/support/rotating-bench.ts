import { converge } from '../../src/provisioning/converge.ts';
import { sweep } from '../../src/provisioning/sweep.ts';
import { startRotation } from '../../src/provisioning/rotation/start-rotation.ts';
import { tickRotated } from '../../src/provisioning/rotation/tick-rotated.ts';
import type { AcsDesired, ExchangeDesired } from '../../src/senders/sender.ts';
import { never, provisioning } from './provisioning-bench.ts';

export const rotationPolicy = { maxSecretLifetime: 'P1Y', timeZone: 'Europe/Berlin' };

/** A proven sender, an administrator who does each task, and a way to change its secret. */
export async function rotating(change: Partial<AcsDesired> | ExchangeDesired = {}) {
  const bench = await provisioning(change);
  const { store, sender, twin, life, clock } = bench;
  const look = () => converge(life(), sender.id, never());
  const allow = (): void => {
    const mailboxes = ['invoices@contoso.com'];
    twin.world.exchange = twin.world.principals.map(({ id }) => ({ objectId: id, mailboxes, shownAt: 0 }));
  };

  async function settle(): Promise<void> {
    for (let each = 0; each < 8; each++) {
      const end = await look();
      if (end === 'done') return;
      allow();
      if (end === 'again') clock.jump(60_000);
      for (const task of await store.repos.tasks.open(sender.id))
        await store.repos.tasks.save({ ...task, state: 'checking' });
    }
    throw new Error('it does not settle');
  }

  /** Runs the waiting sweeps as the job queue would. */
  async function sweepAll(): Promise<void> {
    for (let round = 0; round < 3; round++)
      for (const { job, afterMs } of store.takeJobs()) {
        if (job.name !== 'sweep') continue;
        clock.jump(afterMs);
        await sweep(life(), job.data);
      }
  }

  const deps = { clock, policy: rotationPolicy };
  const rotation = () => store.repos.senders.rotation(sender.id);
  await settle();
  clock.jump(3_600_000);
  return {
    ...bench,
    look,
    settle,
    sweepAll,
    deps,
    rotation,
    start: (removeAfter: string | null = null) =>
      store.transact((repos) => startRotation(repos, { senderId: sender.id, actorId: 'p-owner', removeAfter }, deps)),
    tick: (ticked: string[], seen: string[] = []) =>
      store.transact((repos) => tickRotated(repos, { senderId: sender.id, actorId: 'p-owner', seen, ticked }, deps)),
    /** Values of passwords that a client could log in with. */
    values: () => twin.world.passwords.map((each) => each.value),
    audited: async () => (await store.repos.audit.list({ subject: `sender:${sender.id}` })).map((each) => each.type),
  };
}

export type Rotating = Awaited<ReturnType<typeof rotating>>;
