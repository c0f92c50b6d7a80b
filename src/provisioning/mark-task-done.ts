import { applyEvent } from '../senders/transitions.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/**
 * Somebody says a task is done. That only makes converge look again: the task closes when the world agrees, and opens again when it does
 * not.
 */
export async function markTaskDone(
  repos: Pick<ConvergeRepos, 'senders' | 'tasks' | 'audit' | 'jobs'>,
  input: { taskId: string; actorId: string },
): Promise<Outcome> {
  const task = await repos.tasks.get(input.taskId);
  if (!task) return refused('This task is not there any more.');
  if (task.state === 'done') return refused('This is done already; Sendpass saw it.');
  if (task.state === 'checking') return refused('Sendpass is looking already; this card says what it finds.');
  await repos.tasks.save({ ...task, state: 'checking', doneBy: input.actorId });
  const sender = await repos.senders.get(task.senderId);
  const transition = sender && applyEvent(sender, { type: 'task-done' });
  if (transition?.ok) await repos.senders.update(transition.sender);
  await repos.audit.append({
    type: 'task-done',
    actor: input.actorId,
    subject: `sender:${task.senderId}`,
    data: { taskId: task.id, code: task.code },
  });
  await repos.jobs.enqueue({ name: 'converge', key: task.senderId, data: { senderId: task.senderId } });
  return { ok: true };
}
