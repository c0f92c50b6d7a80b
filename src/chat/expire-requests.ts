import { expireRequests } from '../requests/expire.ts';
import type { Clock } from '../shared/clock.ts';
import type { Transact } from '../shared/port-transaction.ts';
import { refreshRequest } from './refresh-cards.ts';
import type { Repos } from './repos.ts';

/** Job: what nobody decided in time is closed, and its cards say so. */
export const expireAndShow = (deps: { transact: Transact<Repos>; clock: Clock }): Promise<void> =>
  deps.transact(async (repos) => {
    for (const request of await expireRequests(repos, { now: deps.clock.now() }))
      await refreshRequest(repos, request.id);
  });
