import type { ConvergeRepos } from '../converge-deps.ts';
import { cancelMove } from '../moves/cancel-move.ts';
import { nextRoute } from '../moves/why-no-move.ts';
import { refused } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { endRotation } from '../rotation/cancel-rotation.ts';
import { beginRotation } from '../rotation/start-rotation.ts';
import type { RotationDeps } from '../rotation/start-rotation.ts';
import { stopSender } from './stop-sender.ts';

type Repos = Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>;

/**
 * "I leaked it": every secret it has is removed first, and a new one made at once (product.md §9). Which of two it was nobody can be sure of, so a
 * rotation or a move under way ends with it. A sender that does not work as it is gets no new secret: it is stopped.
 */
export async function reportLeak(
  repos: Repos,
  { senderId, actorId }: { senderId: string; actorId: string },
  deps: RotationDeps,
): Promise<Outcome> {
  const sender = await repos.senders.get(senderId);
  const route = sender && (await repos.senders.route(senderId));
  if (!sender || !route) return refused('This sender is not there any more.');
  if (sender.state !== 'ready') return stopSender(repos, { senderId, actorId, why: 'leaked' }, deps);
  const open = await repos.senders.rotation(senderId);
  if (open?.oldFirst && open.state === 'issuing')
    return refused('That is being done already: the secrets it had are removed and a new one is made.');
  const next = await nextRoute(repos, senderId);
  if (next && next.state !== 'removing') await cancelMove(repos, { senderId, actorId });
  await endRotation(repos, sender);
  const stored = (await repos.senders.get(senderId)) ?? sender;
  await beginRotation(repos, { sender: stored, route, actorId, removeAfter: null, oldFirst: true }, deps);
  return { ok: true };
}
