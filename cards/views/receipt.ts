import type { Card } from '../card.ts';
import { cardWith, line, moment } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function receiptCard(view: ViewOf<'receipt'>): Card {
  const times = view.count === 1 ? 'for the first time' : `${view.count} times by now`;
  return cardWith({
    title: `${view.deed.by} saw the credentials of ${view.appName}`,
    lead: line`You own it too, so you are told every time. Nothing to do if you expected this.`,
    blocks: [
      {
        block: 'facts',
        facts: [
          { label: 'When', value: [moment(view.deed.at)] },
          { label: 'Sends as', value: line`${view.address}` },
          { label: 'Shown', value: [times] },
        ],
      },
    ],
    footer: line`Not expected? Tell IT now: whoever saw them can send as this address until the secret is replaced.`,
  });
}
