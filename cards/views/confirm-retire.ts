import type { Card } from '../card.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { removesBlocks } from './removes.ts';

export function confirmRetireCard(view: ViewOf<'confirm-retire'>): Card {
  return cardWith({
    title: `Retire ${view.appName} for good?`,
    lead: line`It stops sending. The record stays; to send again it needs a new request and gets a new secret.`,
    blocks: [
      { block: 'section', tone: 'attention', blocks: [{ block: 'text', text: user(view.blastRadius) }] },
      ...removesBlocks(view.removes),
    ],
    dialog: {
      title: 'Retire the sender',
      size: 'medium',
      submit: {
        title: 'Retire and remove',
        verb: 'retire-submit',
        data: { senderId: view.senderId },
        style: 'destructive',
      },
    },
  });
}
