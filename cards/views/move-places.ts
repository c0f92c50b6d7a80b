import type { Block, Card } from '../card.ts';
import { cardWith, day, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Places = ViewOf<'move-places'>;

/** The checklist of a move. What was ticked when it was shown goes along, so that another owner's ticks are not undone. */
export function movePlacesCard(view: Places): Card {
  const ticked = view.places.filter(({ done }) => done !== null);
  // By its number in the list: what a person wrote is no key.
  const numbers = view.places.flatMap(({ done }, index) => (done === null ? [] : [String(index)])).join(',');
  return cardWith({
    title: `Where does ${view.appName} send through ${view.to} by now?`,
    lead: line`Tick each place once it has the new credentials. With the last one ticked, the old way is removed.`,
    blocks: [
      checklist(view, numbers),
      ...tickedBefore(ticked),
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

const checklist = ({ places }: Places, numbers: string): Block => ({
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

const tickedBefore = (ticked: Places['places']): Block[] =>
  ticked.length === 0
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
