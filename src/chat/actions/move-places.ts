import { provenNext } from '../../provisioning/moves/proven-next.ts';
import { tickPlaces } from '../../provisioning/moves/tick-places.ts';
import type { Ticked } from '../../provisioning/moves/tick-places.ts';
import { nextRoute } from '../../provisioning/moves/why-no-move.ts';
import { relays } from '../../relays/relays.ts';
import type { Handler } from '../actions.ts';
import { closeDialog, toast } from '../answers.ts';
import { refreshSender } from '../refresh-cards.ts';
import { oldStops } from '../views/blast-radius.ts';
import { movedPlaces } from '../views/move.ts';

/** The list of places, ticked as it is by now. */
export const movePlacesOpen: Handler = (deps, { actor }, { senderId = '' }) =>
  deps.transact(async (repos) => {
    const found = await provenNext(repos, senderId);
    if (!found.ok) return toast(found.refused);
    const { sender, next, credential } = found;
    if (!sender.owners.includes(actor.id)) return toast('Only its owners can say where it is in use.');
    return {
      type: 'dialog',
      view: {
        view: 'move-places',
        senderId,
        appName: sender.name,
        from: relays[sender.desired.relay].title,
        to: relays[next.relay].title,
        places: await movedPlaces(repos, next.desired.places, credential),
        blastRadius: oldStops(sender, []),
      },
    };
  });

/** `seen` and `ticked`: what was ticked before and after, by number in the dialog's list. */
export const movePlacesSubmit: Handler = (deps, { actor }, { senderId = '', seen = '', ticked = '' }) =>
  deps.transact(async (repos) => {
    const places = (await nextRoute(repos, senderId))?.desired.places ?? [];
    const input = { senderId, actorId: actor.id, seen: numbered(places, seen), ticked: numbered(places, ticked) };
    const outcome = await tickPlaces(repos, input, deps);
    if (!outcome.ok) return closeDialog(outcome.refused);
    await refreshSender(repos, senderId);
    return closeDialog(saidOf(outcome));
  });

/** `0,2` → the first and the third. */
export const numbered = (places: string[], numbers: string): string[] => {
  const chosen = numbers.split(',').map((each) => each.trim());
  return places.filter((_place, index) => chosen.includes(String(index)));
};

function saidOf({ open, moved, waitsFor }: Extract<Ticked, { ok: true }>): string {
  if (moved) return 'All places have moved. The old way is being removed; the card follows.';
  if (waitsFor !== null) return waitsFor;
  return open.length === 1
    ? `Noted. One place is left: ${open[0] ?? ''}. The old way works until then.`
    : `Noted. ${open.length} places are left. The old way works until the last is ticked.`;
}
