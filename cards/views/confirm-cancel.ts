import type { Card } from '../card.ts';
import { cardWith, line } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { removesBlocks } from './removes.ts';

export function confirmCancelCard(view: ViewOf<'confirm-cancel'>): Card {
  return cardWith({
    title: `Cancel ${view.appName} while it is being set up?`,
    lead: line`What was made so far is removed again. No application uses it yet, so no mail stops.`,
    blocks: removesBlocks(view.removes),
    dialog: {
      title: 'Cancel the set-up',
      size: 'small',
      submit: {
        title: 'Cancel and remove',
        verb: 'cancel-submit',
        data: { senderId: view.senderId },
        style: 'destructive',
      },
    },
  });
}
