import type { Clock } from '../../shared/clock.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { openPlacesOf } from './open-places.ts';
import { overlapOf } from './overlap.ts';
import { switchCredential } from './switch-credential.ts';

export type FinishedRotation = { ok: true } | { ok: false; refused: string } | { ok: false; unseen: string[] };

/**
 * A person removes the old secret although places are open, having seen which. `seen` = those they were shown; where others are open by now,
 * nothing is done and they are shown again. That the actor may (owner or approver) was checked before the transaction.
 */
export async function finishRotation(
  repos: Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>,
  { senderId, actorId, seen }: { senderId: string; actorId: string; seen: string[] },
  { clock }: { clock: Pick<Clock, 'now'> },
): Promise<FinishedRotation> {
  const found = await overlapOf(repos, senderId);
  if (!found.ok) return found;
  const { sender, route, rotation, credential } = found;
  const open = openPlacesOf(route.desired, credential);
  const unseen = open.filter((place) => !seen.includes(place));
  if (unseen.length > 0) return { ok: false, unseen };
  // Where no place is named nobody could tick one: whoever removes the old one says that the new one is in use.
  const installed = open.length === 0;
  await switchCredential(repos, { sender, rotation, actorId, now: clock.now(), open, installed });
  await repos.jobs.enqueue({ name: 'converge', key: senderId, data: { senderId } });
  return { ok: true };
}
