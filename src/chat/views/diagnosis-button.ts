import { newRevealToken, revealWindowEnd } from '../../credentials/reveal.ts';
import { causeOf } from '../../diagnosis/causes.ts';
import type { Verdict } from '../../diagnosis/diagnosis.ts';
import type { Sender } from '../../senders/sender.ts';
import type { ChatDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

export type DiagnosisButton = Extract<View, { view: 'diagnosis' }>['button'];

/**
 * The one thing to press: what the cause asks for, where it is there for this reader; else a test mail, which shows whether it works now; else
 * another look.
 */
export async function buttonFor(
  repos: Pick<Repos, 'tasks' | 'reveals'>,
  deps: Pick<ChatDeps, 'clock' | 'policy'>,
  about: { sender: Sender; readerId: string; verdict: Verdict; problemId: string },
): Promise<DiagnosisButton> {
  const { sender, readerId, verdict } = about;
  const [first] = verdict.causes;
  const isOwner = sender.owners.includes(readerId);
  const remedy = first === undefined ? null : causeOf(first).remedy;
  if (remedy === 'retire' && mayRetire(sender)) return { does: 'retire' };
  if (remedy === 'task' || remedy === 'hand-over') {
    const [task] = await repos.tasks.open(sender.id);
    if (task) return { does: 'task', taskId: task.id };
    // Guessed is not enough to send somebody to work.
    if (remedy === 'hand-over' && verdict.confirmed && mayRetire(sender)) return { does: 'hand-over' };
  }
  const now = deps.clock.now();
  if (remedy === 'reveal' && isOwner && mayReveal(sender, now, deps))
    return { does: 'reveal', token: await newRevealToken(repos, { senderId: sender.id, personId: readerId, now }) };
  if (isOwner && sender.state === 'ready') return { does: 'test-mail' };
  return { does: 'again', problem: about.problemId };
}

export const mayRetire = ({ state }: Sender): boolean => state === 'ready' || state === 'stopped';

function mayReveal(sender: Sender, now: Date, deps: Pick<ChatDeps, 'policy'>): boolean {
  const end = revealWindowEnd(sender, deps.policy);
  return (
    sender.state === 'ready' &&
    sender.installedAt === null &&
    sender.desired.delivery === 'reveal' &&
    end !== null &&
    end > now
  );
}
