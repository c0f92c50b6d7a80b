import type { Clock } from '../../shared/clock.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { openPlaces, provenNext, whyNotYet } from './proven-next.ts';
import { switchRoute } from './switch-route.ts';

export type Finished = { ok: true } | { ok: false; refused: string } | { ok: false; unseen: string[] };

/**
 * A person removes the old route although places are open, having seen which. `seen` = those they were shown; where others are open by now, nothing
 * is done and they are shown again. That the actor may (owner or approver) was checked before the transaction.
 */
export async function finishMove(
  repos: Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs' | 'tasks'>,
  { senderId, actorId, seen }: { senderId: string; actorId: string; seen: string[] },
  { clock }: { clock: Pick<Clock, 'now'> },
): Promise<Finished> {
  const found = await provenNext(repos, senderId);
  if (!found.ok) return found;
  const { sender, next } = found;
  const open = openPlaces(found);
  const unseen = open.filter((place) => !seen.includes(place));
  if (unseen.length > 0) return { ok: false, unseen };
  const missing = await whyNotYet(repos, next);
  if (missing !== null) return { ok: false, refused: missing };
  const moved = await switchRoute(repos, { sender, next, actorId, now: clock.now(), open });
  return moved ? { ok: true } : { ok: false, refused: 'It cannot be moved now; the card shows why.' };
}
