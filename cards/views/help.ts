import type { Card, Item } from '../card.ts';
import { cardWith, line, openDialog, plain, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

export function helpCard(view: ViewOf<'help'>): Card {
  const items: Item[] = view.commands.map((entry) => ({
    symbol: '›',
    tone: 'accent',
    text: [strong(view.typed === undefined ? entry.command : `${view.typed} ${entry.command}`)],
    note: plain(entry.does),
  }));
  return cardWith({
    title: 'What you can do here',
    lead:
      view.typed === undefined
        ? line`Type one of these words, or use the buttons on the cards.`
        : line`Type one of these anywhere, or the words alone in your private chat with ${view.name}; the buttons on the cards do the same.`,
    blocks: [{ block: 'list', items }],
    buttons: [openDialog('Request a sender…', 'request-open', {}, 'positive')],
  });
}
