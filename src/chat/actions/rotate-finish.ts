import { cancelRotation, whyNotCancelled } from '../../provisioning/rotation/cancel-rotation.ts';
import { finishRotation } from '../../provisioning/rotation/finish-rotation.ts';
import { openPlacesOf } from '../../provisioning/rotation/open-places.ts';
import { overlapOf } from '../../provisioning/rotation/overlap.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, gone, toast } from '../answers.ts';
import { mayAct } from '../may-act.ts';
import { refreshSender } from '../refresh-cards.ts';
import type { Reply } from '../reply.ts';
import type { Repos } from '../repos.ts';
import { blastOf } from '../views/blast.ts';
import { numbered } from './move-places.ts';

/** Removing the old secret although places are open: asked with what they are and what stops. */
export const rotateFinishOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact((repos) => confirm(repos, senderId, false));
};

/** `open`: the places that stood on the confirmation, by number. */
export const rotateFinishSubmit: Handler = async (deps, { actor }, { senderId = '', open = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const seen = numbered((await repos.senders.route(senderId))?.desired.places ?? [], open);
    const outcome = await finishRotation(repos, { senderId, actorId: actor.id, seen }, deps);
    if (!outcome.ok && 'unseen' in outcome) return confirm(repos, senderId, true);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('The old secret is being removed; the card follows.');
  });
};

async function confirm(repos: Repos, senderId: string, changed: boolean): Promise<Reply> {
  const found = await overlapOf(repos, senderId);
  if (!found.ok) return toast(found.refused);
  const { sender, route, credential } = found;
  const { places } = route.desired;
  const open = openPlacesOf(route.desired, credential);
  return {
    type: 'dialog',
    view: {
      view: 'confirm-rotate-finish',
      senderId,
      appName: sender.name,
      open: open.map((place) => ({ no: places.indexOf(place), place })),
      blast: await blastOf(repos, sender, open),
      changed,
    },
  };
}

export const rotateCancelOpen: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return toast(may);
  return deps.transact(async (repos) => {
    const sender = await repos.senders.get(senderId);
    if (!sender) return gone;
    const rotation = await repos.senders.rotation(senderId);
    const credentials = rotation ? await repos.senders.credentials(rotation.routeId) : [];
    const why = whyNotCancelled(rotation, credentials);
    if (why !== null) return toast(why);
    const next = credentials.find((each) => each.id === rotation?.credentialId);
    const haveNew = (next?.placesDone ?? []).map((each) => each.place);
    return { type: 'dialog', view: { view: 'confirm-rotate-cancel', senderId, appName: sender.name, haveNew } };
  });
};

/** The new secret goes; the one it sends with is not touched. */
export const rotateCancelSubmit: Handler = async (deps, { actor }, { senderId = '' }) => {
  const may = await mayAct(deps, senderId, actor.id);
  if (may !== true) return closeDialog(may);
  return deps.transact(async (repos) => {
    const outcome = await cancelRotation(repos, { senderId, actorId: actor.id });
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog('Called off. The new secret is being removed; sending goes on with the old one.');
  });
};
