import type { SenderState } from '../senders/sender.ts';
import { checksOf } from './checks.ts';
import type { WatchDeps } from './watch-deps.ts';

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
    await repos.jobs.enqueue({ name: 'watch', key: 'schedule', data: {} }, everyMs);
  });
}

const spread = 0.8;
/** Of the relay's connections and of its time, Sendpass takes a tenth at most (product.md). */
const ownShare = 10;

/** Half a round early counts as due: spread over a round, a sender would otherwise be passed over every second time. */
export const isDue = (
  { checkedAt, tookMs }: { checkedAt: Date; tookMs: number },
  { now, everyMs }: { now: number; everyMs: number },
): boolean => now - checkedAt.getTime() >= Math.max(everyMs / 2, tookMs * ownShare);
