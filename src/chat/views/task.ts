import { asksReport } from '../../provisioning/task-text.ts';
import { movedTo } from '../destinations.ts';
import { nameOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

export async function taskView(
  repos: Pick<Repos, 'tasks' | 'senders' | 'people' | 'conversations' | 'settings'>,
  taskId: string,
  conversationId: string,
): Promise<View | null> {
  const task = await repos.tasks.get(taskId);
  const sender = task && (await repos.senders.get(task.senderId));
  if (!task || !sender) return null;
  const { title, why, script, state } = task;
  const doneBy = task.doneBy === null ? null : await nameOf(repos, task.doneBy);
  const moved = state === 'done' ? {} : await movedTo(repos, conversationId);
  const asks = asksReport(task.code);
  const consentUrl = state === 'done' ? null : (/https:\S+\/adminconsent\?\S+/.exec(script)?.[0] ?? null);
  return {
    view: 'task',
    consentUrl,
    taskId,
    appName: sender.name,
    title,
    why,
    script,
    state,
    doneBy,
    asksReport: asks,
    ...moved,
  };
}
