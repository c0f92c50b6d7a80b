import type { Route, Sender } from '../../senders/sender.ts';
import { applyEvent } from '../../senders/transitions.ts';
import type { ConvergeRepos } from '../converge-deps.ts';
import { hashOf } from '../plan.ts';
import { closeTasksOf } from '../write-step.ts';

type Repos = Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs' | 'tasks'>;

export type Switch = {
  sender: Sender;
  /** Proven, and standing as far as is known. */
  next: Route;
  actorId: string;
  now: Date;
  /** Places nobody has moved yet: empty when all were ticked. */
  open: string[];
};

/**
 * From now on the sender sends by the new route; the old one is removed, passwords first. One transaction: before it the old one is the
 * sender's, after it the new one is, and a kill in between changes neither. Null when the sender cannot move now.
 */
export async function switchRoute(repos: Repos, { sender, next, actorId, now, open }: Switch): Promise<Sender | null> {
  const main = await repos.senders.route(sender.id);
  const provenAt = (await repos.senders.step(next.id, 'log-in'))?.doneAt ?? now;
  const moved = applyEvent(sender, { type: 'moved', at: provenAt });
  if (!main || !moved.ok) return null;
  // In this order: there is at most one main route, and at most one next one.
  await repos.senders.saveRoute({ ...main, role: 'former', state: 'removing' });
  await repos.senders.saveRoute({ ...next, role: 'main' });
  const stored = await repos.senders.update({
    ...moved.sender,
    name: next.desired.appName,
    desired: next.desired,
    desiredHash: hashOf(next.desired),
    requestId: next.requestId,
    // Whoever has not moved yet may still need to see the credentials.
    installedAt: open.length === 0 ? now : null,
  });
  // What was asked of a person for the old route's sake needs nobody any more.
  await closeTasksOf(repos, { id: sender.id, generation: main.generation });
  await repos.audit.append({
    type: 'sender-moved',
    actor: actorId,
    subject: `sender:${sender.id}`,
    data: { from: main.relay, to: next.relay, generation: next.generation, requestId: next.requestId, open },
  });
  await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
  return stored;
}
