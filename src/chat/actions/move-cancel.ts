import { cancelMove } from '../../provisioning/moves/cancel-move.ts';
import { nextRoute } from '../../provisioning/moves/why-no-move.ts';
import { relays } from '../../relays/relays.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';
import { removedThings } from '../views/removed-things.ts';

export const moveCancelOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    const next = sender && (await nextRoute(repos, senderId));
    if (!sender) return gone;
    if (!next) return toast('It is not moving any more.');
    return {
      type: 'dialog',
      view: {
        view: 'confirm-move-cancel',
        senderId,
        appName: sender.name,
        from: relays[sender.desired.relay].title,
        to: relays[next.relay].title,
        removes: await removedThings(repos, sender, deps.vault.name, 'next'),
      },
    };
  });
};

/** The new route goes; the one it sends by is not touched. */
export const moveCancelSubmit: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const outcome = await cancelMove(repos, { senderId, actorId: actor.id });
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('Called off. What was made beside is being removed; sending goes on as before.');
  });
};
