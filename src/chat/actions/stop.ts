import { stopSender } from '../../provisioning/stop/stop-sender.ts';
import { withdrawOpen } from '../../requests/withdraw.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayStop } from '../may-rotate.ts';
import { refreshRequest, refreshSender } from '../refresh-cards.ts';
import { blastOf } from '../views/blast.ts';

/** What stops, before it does. */
export const stopOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayStop(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    if (await repos.senders.stop(senderId)) return toast('It is stopped already; its card shows since when.');
    if (sender.state !== 'ready' && sender.state !== 'stopped')
      return toast('Only a sender that works can be stopped.');
    return {
      type: 'dialog',
      view: { view: 'confirm-stop', senderId, appName: sender.name, blast: await blastOf(repos, sender) },
    };
  });
};

export const stopSubmit: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayStop(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const outcome = await stopSender(repos, { senderId, actorId: actor.id }, deps);
    if (!outcome.ok) return closeDialog(outcome.refused);
    // A move that was asked for would start from what does not send any more.
    const withdrawn = await withdrawOpen(repos, { senderId, actorId: actor.id });
    await (withdrawn === null ? refreshSender(repos, senderId) : refreshRequest(repos, withdrawn));
    return closeDialog('It is being stopped. Its card says once log-ins are refused.');
  });
};
