import { exchangeTasks } from '../provisioning/exchange-by-person.ts';
import type { SenderState } from '../senders/sender.ts';
import { checksOf } from './checks.ts';
import type { WatchDeps, WatchRepos } from './watch-deps.ts';

/** Proven once: a stopped one is looked at too, because what was taken away may be back. */
export const watched: readonly SenderState[] = ['ready', 'stopped'];

/**
 * Job handler of `watch`: a look for each sender that is due, spread over the time until the next round so that they do not log in all at once. It
 * asks for itself again, under one key, so several instances together run it no more often.
 */
export async function watchAll(deps: WatchDeps): Promise<void> {
  const { clock, everyMs } = deps;
  await deps.transact(async (repos) => {
    const now = clock.now().getTime();
    const last = new Map((await repos.watchResults.lastLooks()).map((each) => [each.senderId, each]));
    const senders = await repos.senders.listByState([...watched]);
    const due = senders.filter(({ id, desired }) => {
      const look = last.get(id);
      return checksOf(desired).length > 0 && (look === undefined || isDue(look, { now, everyMs }));
    });
    for (const [at, { id }] of due.entries())
      await repos.jobs.enqueue(
        { name: 'watch-sender', key: id, data: { senderId: id } },
        (at * everyMs * spread) / due.length,
      );
    if (deps.exchangeAdmin.comesBack) await tryWithoutPerson(repos);
    await repos.jobs.enqueue({ name: 'watch', key: 'schedule', data: {} }, everyMs);
    // Its absence is an alarm outside (infra/azure/modules/alerts.bicep): whoever is broken cannot say so.
    deps.logger.info({ senders: senders.length, due: due.length }, 'heartbeat');
  });
}

/** Nobody pressed Done, and nobody may have to: what was closed or broken when a person was asked may be open again. */
async function tryWithoutPerson({ senders, tasks, jobs }: WatchRepos): Promise<void> {
  for (const { id } of await senders.listByState(['needs-person', 'removing'])) {
    const waits = (await tasks.open(id)).some(({ code }) => asked.includes(code));
    if (waits) await jobs.enqueue({ name: 'converge', key: id, data: { senderId: id } });
  }
}

const asked: readonly string[] = Object.values(exchangeTasks);

const spread = 0.8;
/** Of the relay's connections and of its time, Sendpass takes a tenth at most (product.md). */
const ownShare = 10;

/** Half a round early counts as due: spread over a round, a sender would otherwise be passed over every second time. */
export const isDue = (
  { checkedAt, tookMs }: { checkedAt: Date; tookMs: number },
  { now, everyMs }: { now: number; everyMs: number },
): boolean => now - checkedAt.getTime() >= Math.max(everyMs / 2, tookMs * ownShare);
