import type { Block, Card, Item } from '../card.ts';
import { cardWith, line, moment, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { removesBlocks } from './removes.ts';

export function confirmLeakedCard(view: ViewOf<'confirm-leaked'>): Card {
  return cardWith({
    title: `Did the secret of ${view.appName} leak?`,
    lead: line`Then it must not be able to send any more. Its secret goes first, then the rest; a new request gets a new one.`,
    blocks: [
      { block: 'section', tone: 'attention', blocks: [{ block: 'text', text: user(view.blastRadius) }] },
      ...seenBlocks(view),
      ...removesBlocks(view.removes),
    ],
    dialog: {
      title: 'I leaked it',
      size: 'medium',
      submit: {
        title: 'It leaked: remove it now',
        verb: 'leaked-submit',
        data: { senderId: view.senderId },
        style: 'destructive',
      },
    },
  });
}

function seenBlocks({ seenBy }: ViewOf<'confirm-leaked'>): Block[] {
  if (seenBy.length === 0) return [{ block: 'text', text: line`Sendpass has shown this secret to nobody.` }];
  const items = seenBy.map(({ by, at }): Item => ({ symbol: '·', tone: 'neutral', text: line`${by}, ${moment(at)}` }));
  return [
    { block: 'heading', text: 'Who had seen it' },
    { block: 'list', items },
  ];
}
