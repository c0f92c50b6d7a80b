import type { MovedPlace } from '../../src/chat/view-move.ts';
import type { Block, Card } from '../card.ts';
import { cardWith, day, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Places = ViewOf<'move-places'>;

/** The checklist of a move. What was ticked when it was shown goes along, so that another owner's ticks are not undone. */
export function movePlacesCard(view: Places): Card {
  const numbers = tickedNumbers(view.places);
  return cardWith({
    title: `Where does ${view.appName} send through ${view.to} by now?`,
    lead: line`Tick each place once it has the new credentials. With the last one ticked, the old way is removed.`,
    blocks: [
      checklist(view.places, numbers),
      ...tickedBefore(view.places),
      {
        block: 'section',
        tone: 'warning',
        blocks: [{ block: 'text', text: line`With the last tick: ${view.blastRadius}` }],
      },
    ],
    dialog: {
      title: 'Tick the places',
      size: 'medium',
      submit: {
        title: 'Note it',
        verb: 'move-places-submit',
        data: { senderId: view.senderId, seen: numbers },
        style: 'positive',
      },
    },
  });
}

/** Those that are ticked, by their number in the list: what a person wrote is no key. */
export const tickedNumbers = (places: MovedPlace[]): string =>
  places.flatMap(({ done }, index) => (done === null ? [] : [String(index)])).join(',');

export const checklist = (places: MovedPlace[], numbers: string): Block => ({
  block: 'input',
  input: {
    input: 'choices',
    look: 'checks',
    field: 'ticked',
    label: 'Places',
    choices: places.map(({ place }, index) => ({ value: String(index), title: place })),
    required: false,
    value: numbers,
    error: null,
    missing: 'Tick those that have moved.',
  },
});

/** Who ticked what. */
export function tickedBefore(places: MovedPlace[]): Block[] {
  const ticked = places.filter(({ done }) => done !== null);
  return ticked.length === 0
    ? []
    : [
        {
          block: 'list',
          items: ticked.map(({ place, done }) => ({
            symbol: '✓',
            tone: 'good',
            text: done ? line`${place}: ${done.by}, ${day(done.at)}` : user(place),
          })),
        },
      ];
}
