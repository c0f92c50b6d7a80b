import type { Outcome } from './outcome.ts';
import { startRemoval } from './start-removal.ts';
import type { RemovalRepos } from './start-removal.ts';

/** Removes everything a proven sender had. That the actor may (owner or approver) was checked before the transaction. */
export const retireSender = (
  repos: RemovalRepos,
  input: { senderId: string; actorId: string; why?: 'leaked' },
): Promise<Outcome> => startRemoval(repos, input, { event: 'retired', audit: 'sender-retired' });
