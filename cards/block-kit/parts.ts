import type { Card } from '../card.ts';
import { slackLimits, slackShown } from '../limits-slack.ts';
import type { SlackShown } from '../limits-slack.ts';
import { blocksToSlack, orDash, smallBlocks } from './blocks.ts';
import { emojiFor } from './context.ts';
import type { Context } from './context.ts';
import type { RichElement, SlackBlock } from './kit.ts';
import { richBlocks } from './pack.ts';
import { cutTo, plainNoted, rich, toRich } from './text.ts';

export const headerBlock = (title: string, context: Context): SlackBlock => ({
  type: 'header',
  text: plainNoted(title, slackLimits.header, context),
});

/** Everything of a card but its title and its buttons. */
export const bodyBlocks = (card: Card, context: Context): SlackBlock[] => [
  ...openingBlocks(card, context),
  ...blocksToSlack(card.blocks, context),
  ...(card.footer === null ? [] : smallBlocks(card.footer, context)),
];

/** How it stands – symbol, word, colour – and, under it, what happens next. */
function openingBlocks({ status, lead }: Card, context: Context): SlackBlock[] {
  const { limits } = context;
  const first: RichElement[] =
    status === null
      ? []
      : [
          rich(`${emojiFor(status.symbol, status.tone)}  `),
          rich(cutTo(status.word, limits.item, context) || '–', { bold: true }),
          ...(status.detail === undefined ? [] : [rich(' '), ...toRich(status.detail, limits.item, context)]),
        ];
  const second = lead === null ? [] : orDash(toRich(lead, limits.words, context));
  const both = first.length > 0 && second.length > 0 ? [...first, rich('\n'), ...second] : [...first, ...second];
  return richBlocks(both, slackLimits.sectionText);
}

export const scales = [1, 0.6, 0.35, 0.2, 0.1, 0.05];

/** Lengths of texts and lists made smaller; what Slack itself limits stays. */
export function scaled(scale: number, shown: SlackShown = slackShown): SlackShown {
  const smaller = (number: number, least: number): number => Math.max(Math.floor(number * scale), least);
  return {
    ...shown,
    words: smaller(shown.words, 80),
    factValue: smaller(shown.factValue, 40),
    item: smaller(shown.item, 40),
    items: smaller(shown.items, 3),
    facts: smaller(shown.facts, 8),
    code: smaller(shown.code, 200),
  };
}

/** Nothing is shortened; long texts take several blocks. */
export const everything: SlackShown = {
  ...slackShown,
  words: Infinity,
  factValue: Infinity,
  item: Infinity,
  items: Infinity,
  facts: Infinity,
  code: Infinity,
};
