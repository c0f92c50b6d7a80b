import type { Button, Card } from '../card.ts';
import { cardWith, day, line, openDialog, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Ask = ViewOf<'move-ask'>;

/** A message cannot open a dialog by itself: this one carries the button that does. */
export function moveAskCard({ senders }: Ask): Card {
  const [first] = senders;
  return cardWith({
    title: senders.length === 1 && first ? `Move ${first.name} to ${first.to}?` : 'Which sender should move?',
    lead: line`The new way is set up and proven beside the old one, which works until every place has moved. IT decides first.`,
    blocks: [
      {
        block: 'list',
        items: senders.map(({ name, address, from, to, endsOn }) => ({
          symbol: endsOn === null ? '·' : '▲',
          tone: endsOn === null ? 'neutral' : 'warning',
          text: line`${strong(name)} – ${from} to ${to}`,
          note: [...line`${address}`, ...(endsOn === null ? [] : line` · ${from} ends ${day(endsOn, true)}`)],
        })),
      },
    ],
    buttons: [moveButton(senders)],
  });
}

export const moveButton = (senders: { senderId: string; to: string }[]): Button => {
  const [first] = senders;
  return senders.length === 1 && first
    ? openDialog(`Move to ${first.to}…`, 'move-open', { senderId: first.senderId })
    : openDialog('Move a sender…', 'move-open', {});
};
