import { isLost } from '../../provisioning/lost.ts';
import type { CardMatter } from '../port-chat-store.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

/** To each owner, once for each time it stopped: what happened, and on the same card that it is over. */
export async function stoppedView(
  repos: Pick<Repos, 'tasks' | 'senders' | 'watchResults'>,
  matter: CardMatter & { about: 'stopped' },
): Promise<View | null> {
  const task = await repos.tasks.get(matter.taskId);
  const sender = task && (await repos.senders.get(task.senderId));
  if (!task || !sender) return null;
  const { name: appName, desired } = sender;
  const results = await repos.watchResults.of(sender.id);
  const unseen = results.find((each) => each.result === 'unknown');
  const states = { open: 'stopped', checking: 'checking', done: 'over' } as const;
  // It may have stopped for another reason meanwhile, or be retired: then this one is over, and it does not work all the same.
  const over = sender.state === 'ready' ? 'works' : 'over';
  return {
    view: 'stopped',
    taskId: task.id,
    appName,
    address: `${desired.localPart}@${desired.domain}`,
    title: task.title,
    why: task.why,
    widened: task.code === 'exchange-access-widened',
    since: task.openedAt,
    state: task.state === 'done' || !['ready', 'stopped'].includes(sender.state) ? over : states[task.state],
    unseen: unseen?.says ?? null,
  };
}

/** Does the sender stop with such a task, so that its owners have to be told? */
export const tellsOwners = (task: { code: string; state: string }): boolean =>
  isLost(task.code) && task.state !== 'done';
