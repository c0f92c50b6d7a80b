import type { Block, Card } from '../card.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function confirmInstalledCard(view: ViewOf<'confirm-installed'>): Card {
  const places: Block[] =
    view.places.length === 0
      ? []
      : [
          { block: 'heading', text: 'It should now be in' },
          { block: 'list', items: view.places.map((place) => ({ symbol: '·', tone: 'neutral', text: user(place) })) },
        ];
  return cardWith({
    title: `${view.appName} has its credentials everywhere?`,
    lead: line`Then they can no longer be shown, to anybody. Sending goes on until the secret ends.`,
    blocks: places,
    dialog: {
      title: 'It is installed',
      size: 'small',
      submit: {
        title: 'Yes, it is installed',
        verb: 'installed-submit',
        data: { senderId: view.senderId },
        style: 'positive',
      },
    },
  });
}
