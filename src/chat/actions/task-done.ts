import { markTaskDone } from '../../provisioning/mark-task-done.ts';
import type { Handler } from '../actions.ts';
import { gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';

/** Done only asks converge to look again: the task closes when the world agrees. */
export const taskDone: Handler = async (deps, { actor }, values) => {
  const taskId = values['taskId'] ?? '';
  const task = await deps.transact((repos) => repos.tasks.get(taskId));
  if (!task) return gone;
  const may = await mayAct(deps, task.senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const outcome = await markTaskDone(repos, { taskId, actorId: actor.id });
    if (!outcome.ok) return toast(outcome.refused);
    await refreshSender(repos, task.senderId);
    return toast('Thank you. Sendpass looks again now; this card says what it finds.');
  });
};
