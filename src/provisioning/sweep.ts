import type { ConvergeDeps } from './converge-deps.ts';
import { enqueueSweep, sweepStrays } from './strays.ts';

/** Job handler: removes strays of a sender, and comes back – soon at first, then daily – for as long as it has a life to watch. */
export async function sweep(deps: ConvergeDeps, data: { senderId: string; round?: number }): Promise<void> {
  await sweepStrays(deps, data.senderId);
  await deps.transact(async (repos) => {
    const sender = await repos.senders.get(data.senderId);
    if (sender?.wanted === 'present') await enqueueSweep(repos, data.senderId, (data.round ?? 0) + 1);
  });
}
