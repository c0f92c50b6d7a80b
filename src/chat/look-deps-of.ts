import type { LookDeps } from '../diagnosis/look-deps.ts';
import type { ChatDeps } from './deps.ts';

const minuteMs = 60_000;

/** What the looks of a diagnosis ask, from what the chat room works with. */
export function lookDepsOf(deps: ChatDeps): LookDeps {
  return {
    ...deps.diagnosis,
    clock: deps.clock,
    tenantId: deps.tenantId,
    mayLogIn: (senderId) => deps.transact((repos) => mayLogIn(repos, senderId, deps.clock.now())),
    readySenders: () => deps.transact((repos) => repos.senders.listByState(['ready'])),
  };
}

/**
 * At most one log-in a minute and sender, on all instances: each takes the minute it is in and finds the one before free. Kept beside the
 * delivery ids, which are unique in the same way and forgotten by themselves.
 */
async function mayLogIn(
  { deliveries }: { deliveries: { accept(id: string, at: Date, interaction: null): Promise<boolean> } },
  senderId: string,
  now: Date,
): Promise<boolean> {
  const minute = Math.floor(now.getTime() / minuteMs);
  const take = (which: number): Promise<boolean> => deliveries.accept(`log-in:${senderId}:${which}`, now, null);
  return (await take(minute - 1)) && (await take(minute));
}
