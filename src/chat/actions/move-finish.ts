import { finishMove } from '../../provisioning/moves/finish-move.ts';
import { openPlaces, provenNext } from '../../provisioning/moves/proven-next.ts';
import { nextRoute } from '../../provisioning/moves/why-no-move.ts';
import { relays } from '../../relays/relays.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, toast } from '../answers.ts';
import type { ChatDeps } from '../deps.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';
import type { Repos } from '../repos.ts';
import type { Reply } from '../reply.ts';
import { oldStops } from '../views/blast-radius.ts';
import { removedThings } from '../views/removed-things.ts';
import { numbered } from './move-places.ts';

/** Removing the old way although places are open: asked with what they are and what stops. */
export const moveFinishOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact((repos) => confirm(repos, deps, senderId, false));
};

/** `open`: the places that stood on the confirmation, by number. */
export const moveFinishSubmit: Handler = async (deps, { actor }, { senderId = '', open = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const seen = numbered((await nextRoute(repos, senderId))?.desired.places ?? [], open);
    const outcome = await finishMove(repos, { senderId, actorId: actor.id, seen }, deps);
    if (!outcome.ok && 'unseen' in outcome) return confirm(repos, deps, senderId, true);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('It has moved. The old way is being removed; the card follows.');
  });
};

async function confirm(repos: Repos, deps: ChatDeps, senderId: string, changed: boolean): Promise<Reply> {
  const found = await provenNext(repos, senderId);
  if (!found.ok) return toast(found.refused);
  const { sender, next } = found;
  const open = openPlaces(found);
  return {
    type: 'dialog',
    view: {
      view: 'confirm-move-finish',
      senderId,
      appName: sender.name,
      from: relays[sender.desired.relay].title,
      to: relays[next.relay].title,
      open: open.map((place) => ({ no: next.desired.places.indexOf(place), place })),
      removes: await removedThings(repos, sender, deps.vault.name, 'main'),
      blastRadius: oldStops(sender, open),
      changed,
    },
  };
}
