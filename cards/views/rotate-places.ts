import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { blastBlocks } from './blast.ts';
import { checklist, tickedBefore, tickedNumbers } from './move-places.ts';

/** The checklist of a new secret. What was ticked when it was shown goes along, so that another owner's ticks are not undone. */
export function rotatePlacesCard(view: ViewOf<'rotate-places'>): Card {
  const seen = tickedNumbers(view.places);
  return cardWith({
    title: `Where does ${view.appName} use the new secret by now?`,
    lead: line`Tick each place once it has the new credentials. With the last one ticked, the old secret is removed.`,
    blocks: [
      checklist(view.places, seen),
      ...tickedBefore(view.places),
      ...blastBlocks(view.blast, line`With the last tick, mail with the old secret stops. This cannot be undone.`),
    ],
    dialog: {
      title: 'Tick the places',
      size: 'medium',
      submit: {
        title: 'Note it',
        verb: 'rotate-places-submit',
        data: { senderId: view.senderId, seen },
        style: 'positive',
      },
    },
  });
}
