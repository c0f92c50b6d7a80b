import type { SenderRow } from '../../src/chat/view.ts';
import type { Card, Item } from '../card.ts';
import { toneSymbol } from '../copy/tones.ts';
import { cardWith, day, line, openDialog, strong, user } from '../text.ts';
import type { ViewOf } from '../view-of.ts';
import { moveButton } from './move-ask.ts';

/** Where something ends: the one that can move, or the choice of them. */
function moves({ senders }: ViewOf<'senders'>): Card['buttons'] {
  const may = senders.flatMap(({ senderId, mayMoveTo, relayEnds }) =>
    mayMoveTo === undefined || relayEnds === undefined ? [] : [{ senderId, to: mayMoveTo }],
  );
  return may.length === 0 ? [] : [moveButton(may)];
}

/** One sender: how it is, where it sends from, when its secret ends. */
export const senderItem = (sender: SenderRow): Item => ({
  symbol: toneSymbol[sender.tone],
  tone: sender.tone,
  text: line`${strong(sender.name)} – ${sender.state}`,
  note: [
    ...line`${sender.address}`,
    ...(sender.endsAt === null ? [] : line` · secret ends ${day(sender.endsAt, true)}`),
    ...(sender.next === null ? [] : [' · ', ...user(sender.next)]),
    ...(sender.relayEnds === undefined
      ? []
      : line` · ▲ ${sender.relayEnds.title} ends ${day(sender.relayEnds.on, true)}`),
  ],
});

export function sendersCard(view: ViewOf<'senders'>): Card {
  const ask = openDialog('Request a sender…', 'request-open', {});
  if (view.senders.length === 0)
    return cardWith({
      title: 'No senders yet',
      lead: line`What you ask for, and what you are an owner of, is listed here.`,
      buttons: [ask],
    });
  return cardWith({
    title: view.senders.length === 1 ? 'Your sender' : `Your ${view.senders.length} senders`,
    blocks: [{ block: 'list', items: view.senders.map(senderItem) }],
    buttons: [...moves(view), ask],
    footer: line`Each has its own card in your private chat with Sendpass: what can be done is done there.`,
  });
}
