import { cancelSender } from '../../provisioning/cancel-sender.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';
import { removedThings } from '../views/removed-things.ts';

export const cancelOpen: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    const removes = await removedThings(repos, sender, deps.vault.name);
    return { type: 'dialog', view: { view: 'confirm-cancel', senderId, appName: sender.name, removes } };
  });
};

/** Converges to absent: whatever was made so far is removed again. */
export const cancelSubmit: Handler = async (deps, { actor }, values) => {
  const senderId = values['senderId'] ?? '';
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const outcome = await cancelSender(repos, { senderId, actorId: actor.id });
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('Cancelled. What was made so far is being removed.');
  });
};
