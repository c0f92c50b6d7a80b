import { judgeTaskReport } from '../../provisioning/judge-task-report.ts';
import { markTaskDone } from '../../provisioning/mark-task-done.ts';
import type { Task } from '../../provisioning/task.ts';
import type { Handler } from '../actions.ts';
import { gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';
import type { Repos } from '../repos.ts';
import type { Reply } from '../reply.ts';

export const taskReportOpen: Handler = async (deps, { actor }, values) => {
  const task = await deps.transact((repos) => repos.tasks.get(values['taskId'] ?? ''));
  if (!task) return gone;
  const may = await mayAct(deps, task.senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact((repos) => dialog(repos, task, '', null));
};

/** What is wrong stands under the field, and nothing was changed; the script may be run again at any time. */
export const taskReportSubmit: Handler = async (deps, { actor }, values) => {
  const taskId = values['taskId'] ?? '';
  const pasted = values['pasted'] ?? '';
  const task = await deps.transact((repos) => repos.tasks.get(taskId));
  if (!task) return gone;
  const may = await mayAct(deps, task.senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const wrong = await judgeTaskReport(repos, { task, pasted, tenantId: deps.tenantId });
    if (wrong !== null) return dialog(repos, task, pasted, wrong);
    const outcome = await markTaskDone(repos, { taskId, actorId: actor.id });
    if (!outcome.ok) return toast(outcome.refused);
    await refreshSender(repos, task.senderId);
    return { type: 'close-dialog', text: 'Thank you. Sendpass goes on now; the card says what it waits for.' };
  });
};

async function dialog(repos: Pick<Repos, 'senders'>, task: Task, pasted: string, error: string | null): Promise<Reply> {
  const sender = await repos.senders.get(task.senderId);
  const appName = sender?.name ?? '';
  return {
    type: 'dialog',
    view: { view: 'task-report', taskId: task.id, appName, title: task.title, pasted, error },
  };
}
