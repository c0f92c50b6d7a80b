import { markInstalled } from '../../credentials/mark-installed.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { refreshSender } from '../refresh-cards.ts';

export const installedOpen: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const sender = await repos.senders.get(values['senderId'] ?? '');
    if (!sender) return gone;
    if (!sender.owners.includes(actor.id)) return toast('Only its owners can say that.');
    const { places } = sender.desired;
    return {
      type: 'dialog',
      view: { view: 'confirm-installed', senderId: sender.id, appName: sender.name, places },
    };
  });

/** Closes the reveal window. */
export const installedSubmit: Handler = (deps, { actor }, values) =>
  deps.transact(async (repos) => {
    const senderId = values['senderId'] ?? '';
    const outcome = await markInstalled(repos, { senderId, personId: actor.id }, deps);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('Noted. The credentials are not shown any more from now on.');
  });
