import type { ConvergeDeps, ConvergeRepos } from '../provisioning/converge-deps.ts';
import type { Transact } from '../shared/port-transaction.ts';
import type { WatchResults } from './port-watch-results.ts';

export type WatchRepos = ConvergeRepos & { watchResults: WatchResults };

export type WatchDeps = Omit<ConvergeDeps, 'transact'> & {
  transact: Transact<WatchRepos>;
  /** From one look at a sender to the next, in ms (policy: `watch.every`). */
  everyMs: number;
};
