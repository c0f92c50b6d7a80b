import type { SenderState } from '../../senders/sender.ts';
import { applyEvent } from '../../senders/transitions.ts';
import type { Clock } from '../../shared/clock.ts';
import { newId } from '../../shared/ids.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { cancelMove } from '../moves/cancel-move.ts';
import { nextRoute } from '../moves/why-no-move.ts';
import { refused } from '../outcome.ts';
import type { Outcome } from '../outcome.ts';
import { endRotation } from '../rotation/cancel-rotation.ts';
import { markRemoving } from '../rotation/start-rotation.ts';

type Repos = Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>;
type Input = { senderId: string; actorId: string; why?: 'leaked' };

/**
 * Nothing may be sent with it any more, on any of its routes, until a decision lets it start again. Recorded before anything is done. That the
 * actor may (owner, approver or operator) was checked before the transaction.
 */
export async function stopSender(
  repos: Repos,
  input: Input,
  { clock }: { clock: Pick<Clock, 'now'> },
): Promise<Outcome> {
  const { senderId, actorId, why } = input;
  const sender = await repos.senders.get(senderId);
  if (!sender) return refused('This sender is not there any more.');
  const transition = applyEvent(sender, { type: 'halted' });
  if (!transition.ok) return refused(whyNot[sender.state]);
  if (await repos.senders.stop(senderId)) return refused('It is stopped already; its card shows since when.');
  const next = await nextRoute(repos, senderId);
  if (next && next.state !== 'removing') await cancelMove(repos, { senderId, actorId });
  await endRotation(repos, sender);
  const route = await repos.senders.route(senderId);
  if (route) await markRemoving(repos, await repos.senders.credentials(route.id));
  const stored = await repos.senders.get(senderId);
  await repos.senders.update({ ...(stored ?? sender), state: transition.sender.state });
  await repos.senders.saveStop({
    id: newId(),
    senderId,
    by: actorId,
    at: clock.now(),
    state: 'stopping',
    refusedAt: null,
    reason: null,
    reasonCode: null,
  });
  await repos.audit.append({
    type: 'sender-halted',
    actor: actorId,
    subject: `sender:${senderId}`,
    data: { from: sender.state, ...(why ? { why } : {}) },
  });
  await repos.jobs.enqueue({ name: 'converge', key: senderId, data: { senderId } });
  return { ok: true };
}

const notYet = 'It is still being set up, so nothing can be sent with it. Cancel it instead.';
const whyNot: Record<SenderState, string> = {
  requested: 'It is not approved yet. Withdraw the request instead; nothing was made.',
  'setting-up': notYet,
  'needs-person': notYet,
  ready: 'It cannot be stopped now.',
  stopped: 'It cannot be stopped now.',
  removing: 'It is being removed already, its secret first.',
  cancelled: 'It is not there any more.',
  retired: 'It was retired already; nothing can be sent with it.',
  closed: 'Nothing was made for it.',
};
