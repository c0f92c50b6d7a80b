import type { LifeDeed } from '../../src/chat/view-life.ts';
import type { Button, Card } from '../card.ts';
import { shorten } from '../clean.ts';
import { cardWith, line, openDialog, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Words = { one: string; many: string; lead: string; button: string; style: Button['style'] };

const words: Record<LifeDeed, Words> = {
  rotate: {
    one: 'A new secret for',
    many: 'Which sender gets a new secret?',
    lead: 'It is made beside the old one, which works until each place has the new one.',
    button: 'New secret',
    style: 'default',
  },
  stop: {
    one: 'Stop',
    many: 'Which sender is to stop?',
    lead: 'Nothing can be sent with it then, until IT lets it start again. You see what stops before it does.',
    button: 'Stop',
    style: 'destructive',
  },
  leaked: {
    one: 'Did the secret leak of',
    many: 'Whose secret leaked?',
    lead: 'That secret goes first, and a new one is made at once.',
    button: 'It leaked',
    style: 'destructive',
  },
  retire: {
    one: 'Retire',
    many: 'Which sender is to be retired?',
    lead: 'It is removed for good; the record stays. You see what goes before it does.',
    button: 'Retire',
    style: 'destructive',
  },
};

/** A message cannot open a dialog by itself: this one carries the buttons that do. */
export function lifeAskCard({ does, senders }: ViewOf<'life-ask'>): Card {
  const { one, many, lead, button, style } = words[does];
  const [first] = senders;
  const single = senders.length === 1 && first !== undefined;
  return cardWith({
    title: single ? `${one} ${first.name}?` : many,
    lead: [lead],
    blocks: [
      {
        block: 'list',
        items: senders.map(({ name, address }) => ({
          symbol: '·',
          tone: 'neutral',
          text: line`${strong(name)} – ${address}`,
        })),
      },
    ],
    buttons: senders.map(({ senderId, name }) =>
      openDialog(single ? `${button}…` : `${button}: ${shorten(name, 24)}`, `${does}-open`, { senderId }, style),
    ),
  });
}
