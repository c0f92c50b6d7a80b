import { overlapOf } from '../../provisioning/rotation/overlap.ts';
import { tickRotated } from '../../provisioning/rotation/tick-rotated.ts';
import type { TickedRotated } from '../../provisioning/rotation/tick-rotated.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, toast } from '../answers.ts';
import { refreshSender } from '../refresh-cards.ts';
import { blastOf } from '../views/blast.ts';
import { movedPlaces } from '../views/move.ts';
import { numbered } from './move-places.ts';

/** The list of places, ticked as it is by now. */
export const rotatePlacesOpen: Handler = (deps, { actor }, { senderId = '' }) =>
  deps.transact(async (repos) => {
    const found = await overlapOf(repos, senderId);
    if (!found.ok) return toast(found.refused);
    const { sender, route, credential } = found;
    if (!sender.owners.includes(actor.id)) return toast('Only its owners can say where it is in use.');
    const places = await movedPlaces(repos, route.desired.places, credential);
    return {
      type: 'dialog',
      view: { view: 'rotate-places', senderId, appName: sender.name, places, blast: await blastOf(repos, sender) },
    };
  });

/** `seen` and `ticked`: what was ticked before and after, by number in the dialog's list. */
export const rotatePlacesSubmit: Handler = (deps, { actor }, { senderId = '', seen = '', ticked = '' }) =>
  deps.transact(async (repos) => {
    const places = (await repos.senders.route(senderId))?.desired.places ?? [];
    const input = { senderId, actorId: actor.id, seen: numbered(places, seen), ticked: numbered(places, ticked) };
    const outcome = await tickRotated(repos, input, deps);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog(saidOf(outcome));
  });

function saidOf({ open, switched }: Extract<TickedRotated, { ok: true }>): string {
  if (switched) return 'Every place has the new secret. The old one is being removed; the card follows.';
  return open.length === 1
    ? `Noted. One place is left: ${open[0] ?? ''}. The old secret works until then.`
    : `Noted. ${open.length} places are left. The old secret works until the last is ticked.`;
}
