import type { SenderState } from '../senders/sender.ts';
import { applyEvent } from '../senders/transitions.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { endRotation } from './rotation/cancel-rotation.ts';
import { refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';

export type RemovalRepos = Pick<ConvergeRepos, 'senders' | 'audit' | 'jobs'>;

/** What cancel and retire share: wanted becomes absent, recorded before anything is removed, and converge does the rest. */
export async function startRemoval(
  repos: RemovalRepos,
  input: { senderId: string; actorId: string; /** For the record. */ why?: string },
  how: { event: 'cancelled' | 'retired'; audit: 'sender-cancelled' | 'sender-retired' },
): Promise<Outcome> {
  const sender = await repos.senders.get(input.senderId);
  if (!sender) return refused('This sender is not there any more.');
  const transition = applyEvent(sender, { type: how.event });
  if (!transition.ok) return refused(whyNot[sender.state]);
  await repos.senders.update(transition.sender);
  await endRotation(repos, sender);
  await repos.audit.append({
    type: how.audit,
    actor: input.actorId,
    subject: `sender:${sender.id}`,
    data: { from: sender.state, generation: sender.generation, ...(input.why ? { why: input.why } : {}) },
  });
  await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
  return { ok: true };
}

const whyNot: Record<SenderState, string> = {
  requested: 'It is not approved yet. Withdraw the request instead; nothing was made.',
  'setting-up': 'It is still being set up. Cancel it instead.',
  'needs-person': 'It is still being set up. Cancel it instead.',
  ready: 'It is set up already. Retire it instead.',
  stopped: 'It was set up already. Retire it instead.',
  removing: 'It is being removed already.',
  cancelled: 'It was cancelled already.',
  retired: 'It was retired already.',
  closed: 'Its request was closed; there is nothing to remove.',
};
