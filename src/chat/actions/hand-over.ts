import type { Handler } from '../actions.ts';
import { gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';

/**
 * A diagnosis saw that something is not there. Converge looks for itself: when it sees the same, the sender stops and the approvals channel gets a
 * task with what to do. A click changes nothing by itself, so a wrong or an old one does no harm.
 */
export const handOver: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    if (sender.state !== 'ready' && sender.state !== 'stopped')
      return toast('Its card says what is being done about this sender.');
    await repos.jobs.enqueue({ name: 'converge', key: senderId, data: { senderId } });
    return toast('Sendpass looks once more. If it is so, the sender stops and IT gets a card with what to do.');
  });
};
