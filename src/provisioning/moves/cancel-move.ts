import type { ConvergeRepos } from '../converge-deps.ts';
import { refused } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { nextRoute } from './why-no-move.ts';

/**
 * Takes a move back while the main route still is the old one: the new one is removed, the old one goes on untouched. That the actor may (owner
 * or approver) was checked before the transaction.
 */
export async function cancelMove(
  repos: Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>,
  { senderId, actorId }: { senderId: string; actorId: string },
): Promise<Outcome> {
  const sender = await repos.senders.get(senderId);
  const next = sender && (await nextRoute(repos, senderId));
  if (!sender || !next || sender.wanted === 'absent')
    return refused('It is not moving any more. Nothing was changed; the card shows where it is.');
  if (next.state === 'removing') return refused('The move was called off already.');
  // Counts the sender's version up: of a switch, a proof and this at the same time one gets through.
  await repos.senders.update(sender);
  await repos.senders.saveRoute({ ...next, state: 'removing' });
  await repos.audit.append({
    type: 'move-cancelled',
    actor: actorId,
    subject: `sender:${senderId}`,
    data: { relay: next.relay, generation: next.generation, requestId: next.requestId, from: next.state },
  });
  await repos.jobs.enqueue({ name: 'converge', key: senderId, data: { senderId } });
  return { ok: true };
}
