import type { Outcome } from './outcome.ts';
import { startRemoval } from './start-removal.ts';
import type { RemovalRepos } from './start-removal.ts';

/** Stops setting up and removes what was made so far. That the actor may (owner or approver) was checked before the transaction. */
export const cancelSender = (repos: RemovalRepos, input: { senderId: string; actorId: string }): Promise<Outcome> =>
  startRemoval(repos, input, { event: 'cancelled', audit: 'sender-cancelled' });
