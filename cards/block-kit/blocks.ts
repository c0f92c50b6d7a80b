import type { Block, Item, Text } from '../card.ts';
import { barText } from '../bar.ts';
import { clean } from '../clean.ts';
import { slackLimits } from '../limits-slack.ts';
import { codeBlocks, valueBlocks } from './code.ts';
import { emojiFor, toneEmoji, toneSquare } from './context.ts';
import type { Context } from './context.ts';
import { factBlocks } from './facts.ts';
import { inputBlocks } from './inputs.ts';
import type { RichElement, SlackBlock } from './kit.ts';
import { preformatted, richBlocks } from './pack.ts';
import { cutTo, isInert, plainNoted, rich, toMrkdwn, toRich, toWords } from './text.ts';

export const blocksToSlack = (blocks: Block[], context: Context): SlackBlock[] =>
  blocks.flatMap((block) => blockToSlack(block, context));

function blockToSlack(block: Block, context: Context): SlackBlock[] {
  const { limits } = context;
  switch (block.block) {
    case 'text':
      return block.small === true ? smallBlocks(block.text, context) : textBlocks(block, context);
    case 'heading':
      return richBlocks(
        [rich(cutTo(clean(block.text), limits.words, context) || '–', { bold: true })],
        slackLimits.sectionText,
      );
    case 'facts':
      return factBlocks(block.facts, context);
    case 'list':
      return listBlocks(block.items, context);
    // Below each other: Slack has two columns for short texts only, and those are facts.
    case 'columns':
      return blocksToSlack([...block.left, ...block.right], context);
    case 'section':
      return sectionBlocks(block, context);
    case 'progress':
      return progressBlocks(block, context);
    case 'bars':
      return barBlocks(block.bars, context);
    case 'value':
      return valueBlocks(block, context);
    case 'code':
      return codeBlocks(block, context);
    case 'input':
      return inputBlocks(block.input, context);
  }
}

/** Slack's symbol for the tone in front, unless the words begin with one of ours. */
function toned(text: Text, tone: Extract<Block, { block: 'text' }>['tone'], context: Context): RichElement[] {
  const elements = orDash(toRich(text, context.limits.words, context));
  if (tone === undefined || tone === 'neutral') return elements;
  const [first, ...others] = elements;
  const bare = first?.type === 'text' ? [{ ...first, text: first.text.replace(/^[✗▲✓] /, '') }, ...others] : elements;
  return [rich(`${toneEmoji[tone]} `), ...bare];
}

/** Slack refuses a text without letters. */
export const orDash = (elements: RichElement[]): RichElement[] => (elements.length === 0 ? [rich('–')] : elements);

const textBlocks = (block: Extract<Block, { block: 'text' }>, context: Context): SlackBlock[] =>
  richBlocks(toned(block.text, block.tone, context), slackLimits.sectionText);

/** Grey and small. Dates by token where nothing else could be read as markup, in UTC where it could. */
export function smallBlocks(text: Text, context: Context): SlackBlock[] {
  const most = Math.min(context.limits.words, slackLimits.contextText);
  const words = toWords(text, context.now, most);
  const element =
    words.length <= most && isInert(text) ? toMrkdwn(text, most, context) : plainNoted(words, most, context);
  return [{ type: 'context', elements: [element] }];
}

/** A bar at the left and the tone's symbol. */
function sectionBlocks(block: Extract<Block, { block: 'section' }>, context: Context): SlackBlock[] {
  return block.blocks.flatMap((inner, index) => {
    if (inner.block !== 'text') return blockToSlack(inner, context);
    const tone = index === 0 ? block.tone : undefined;
    return richBlocks(toned(inner.text, tone, context), slackLimits.sectionText, 'rich_text_quote');
  });
}

/** One block for the whole list: a message has fifty. */
function listBlocks(items: Item[], context: Context): SlackBlock[] {
  const { limits } = context;
  const shown = items.slice(0, limits.items);
  const rows = shown.map((item) => row(item, context));
  const hidden = items.length - shown.length;
  if (hidden > 0) {
    context.seen.cut = true;
    rows.push([rich(`… and ${hidden} more`)]);
  }
  return richBlocks(
    rows.flatMap((each, index) => (index === 0 ? each : [rich('\n'), ...each])),
    slackLimits.sectionText,
  );
}

function row(item: Item, context: Context): RichElement[] {
  const { limits } = context;
  const elements = [
    rich(`${emojiFor(item.symbol, item.tone)}  `),
    ...onOneLine(orDash(toRich(item.text, limits.item, context))),
  ];
  if (item.end !== undefined) elements.push(rich(`  ·  ${cutTo(clean(item.end), limits.item, context)}`));
  if (item.note === undefined) return elements;
  return [...elements, rich(`\n${indent}`), ...onOneLine(orDash(toRich(item.note, limits.item, context)))];
}

/** As wide as a symbol: no-break spaces, which no client swallows. */
const indent = '\u00a0'.repeat(7);

const onOneLine = (elements: RichElement[]): RichElement[] =>
  elements.map((each) => (each.type === 'text' ? { ...each, text: each.text.replaceAll('\n', ' ') } : each));

/** One square per part while they fit on a phone. The words beside it say the same. */
function progressBlocks({ segments, label }: Extract<Block, { block: 'progress' }>, context: Context): SlackBlock[] {
  const most = context.limits.segments;
  if (segments.length === 0) return [];
  const shown =
    segments.length <= most
      ? segments
      : Array.from({ length: most }, (_, index) => segments[Math.floor((index * segments.length) / most)] ?? 'neutral');
  const bar = shown.map((tone) => toneSquare[tone]).join('');
  return richBlocks([rich(`${bar}  ${cutTo(clean(label), context.limits.item, context)}`)], slackLimits.sectionText);
}

const barLength = 18;

/** One below the other in letters of one width: nothing else stands under itself in Slack. */
function barBlocks(all: Extract<Block, { block: 'bars' }>['bars'], context: Context): SlackBlock[] {
  const shown = all.slice(0, context.limits.items);
  if (shown.length === 0) return [];
  const most = Math.max(1, ...shown.map(({ value }) => value));
  const labels = shown.map(({ label }) => cutTo(clean(label), context.limits.item, context));
  const width = Math.max(...labels.map(({ length }) => length));
  const lines = shown.map(
    ({ value, end }, index) =>
      `${(labels[index] ?? '').padEnd(width)}  ${barText(value, most, barLength)} ${clean(end)}`,
  );
  return [{ type: 'rich_text', elements: [preformatted(lines.join('\n'))] }];
}
