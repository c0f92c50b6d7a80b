import type { Clock } from '../shared/clock.ts';
import type { Transact } from '../shared/port-transaction.ts';
import type { Repos } from './repos.ts';

const twoHours = 2 * 3600_000;

/** Job: forgets delivery ids that no platform delivers again. */
export const tidyDeliveries = (deps: { transact: Transact<Repos>; clock: Clock }): Promise<void> =>
  deps.transact((repos) => repos.deliveries.forgetBefore(new Date(deps.clock.now().getTime() - twoHours)));
