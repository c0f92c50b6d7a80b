import type { Card } from '../card.ts';
import { cardWith, line, openDialog, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function welcomeCard(view: ViewOf<'welcome'>): Card {
  if (view.place === 'channel')
    return cardWith({
      title: `${view.name} is here`,
      lead: line`It gives applications their pass to send mail. Anybody asks in a private chat with it; IT decides on a card.`,
      blocks: [
        {
          block: 'text',
          text: line`To have requests decided in this channel, an approver types ${strong('approvals here')} and mentions ${view.name}.`,
        },
      ],
    });
  return cardWith({
    title: 'Need an application to send mail?',
    lead: line`Ask here. IT approves on a card, Sendpass sets everything up and proves that it works, and only you see the credentials.`,
    blocks: [
      {
        block: 'list',
        items: [
          { symbol: '1', tone: 'accent', text: line`You say what sends, as whom, and how much` },
          { symbol: '2', tone: 'accent', text: line`IT decides; you follow it on one card` },
          { symbol: '3', tone: 'accent', text: line`A log-in and a test mail prove it, then you paste the settings` },
        ],
      },
    ],
    buttons: [openDialog('Request a sender…', 'request-open', {}, 'positive')],
    footer: line`Type ${strong('help')} to see what else you can do.`,
  });
}
