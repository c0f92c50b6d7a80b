import type { Card } from '../card.ts';
import { cardWith, line, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function undeliveredCard(view: ViewOf<'undelivered'>): Card {
  return cardWith({
    title: `${view.person} could not be reached about ${view.appName}`,
    status: { word: 'not delivered', symbol: '▲', tone: 'warning' },
    lead: user(view.whatNow),
    blocks: [{ block: 'facts', facts: [{ label: 'Why', value: user(view.why) }] }],
    footer: line`You see this because you are next in line. Nothing is lost: the card is sent as soon as it can be.`,
  });
}
