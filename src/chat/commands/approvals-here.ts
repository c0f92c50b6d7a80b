import { setApprovalsChannel } from '../../policy/approvals-channel.ts';
import { askAgain, checkManager } from '../approver-check.ts';
import type { Command } from '../commands.ts';
import { refreshWaiting } from '../refresh-cards.ts';
import type { View } from '../view.ts';

/** Requests go to this channel from now on, those that wait included. */
export const approvalsHere: Command = async (deps, { actor, conversation }) => {
  const mayManage = await checkManager(deps, actor.id);
  if (mayManage === 'unknown') return { type: 'message', view: notice(askAgain, 'warning') };
  return deps.transact(async (repos) => {
    const outcome = await setApprovalsChannel(repos, { actor, conversation, mayManage: mayManage === 'yes' });
    if (!outcome.ok) return { type: 'message', view: notice(outcome.refused, 'warning') };
    // What came from there can be answered there.
    await repos.conversations.setState(conversation.id, 'ok');
    await refreshWaiting(repos);
    return { type: 'message', view: notice('Requests are decided here from now on.', 'good') };
  });
};

const notice = (text: string, tone: 'good' | 'warning'): View => ({ view: 'notice', title: 'Approvals', text, tone });
