import type { Block, Card, Item } from '../card.ts';
import { cardWith, line, moment } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { blastBlocks } from './blast.ts';

export function confirmLeakedCard(view: ViewOf<'confirm-leaked'>): Card {
  return cardWith({
    title: `Did the secret of ${view.appName} leak?`,
    lead: line`Then it must not be able to send any more: every secret it has is removed first. A new one is made at once and shown on your card.`,
    blocks: [
      ...seenBlocks(view),
      ...blastBlocks(view.blast, line`Until the new secret is pasted in, nothing can be sent.`),
    ],
    dialog: {
      title: 'I leaked it',
      size: 'medium',
      submit: {
        title: 'Replace it now',
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
