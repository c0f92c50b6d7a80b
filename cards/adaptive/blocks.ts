import type { Block, Item, Text, Tone } from '../card.ts';
import { barText } from '../bar.ts';
import { clean, shorten } from '../clean.ts';
import { containerStyle, textColour } from './context.ts';
import type { Context, Json } from './context.ts';
import { inputElements } from './inputs.ts';
import { escapeMarkdown, toMarkdown, toPlain } from './text.ts';

/** An empty text is an error to some clients, and a gap nobody understands to the others. */
export const textBlock = (text: string, more: Json = {}): Json => ({
  type: 'TextBlock',
  text: text.trim() === '' ? '–' : text,
  wrap: true,
  ...more,
});

export const blocksToJson = (blocks: Block[], context: Context): Json[] =>
  blocks.flatMap((block) => blockToJson(block, context));

function blockToJson(block: Block, context: Context): Json[] {
  const { limits, now } = context;
  switch (block.block) {
    case 'text':
      return [
        textBlock(toMarkdown(block.text, limits.text, now), {
          ...colour(block.tone ?? 'neutral'),
          ...(block.small === true ? { size: 'Small', isSubtle: true } : {}),
        }),
      ];
    case 'heading':
      return [textBlock(toMarkdown([block.text], limits.title, now), { weight: 'Bolder', spacing: 'Medium' })];
    case 'facts':
      return factSet(block.facts, context);
    case 'list':
      return list(block.items, context);
    case 'columns':
      return [columns(block.left, block.right, context)];
    case 'section':
      return [
        {
          type: 'Container',
          style: containerStyle[block.tone],
          spacing: 'Medium',
          items: blocksToJson(block.blocks, context),
        },
      ];
    case 'progress':
      return progress(block.segments, block.label, context);
    case 'bars':
      return bars(block.bars, context);
    case 'value':
      return valueLines(block, context);
    case 'code':
      return codeLines(block.text, context);
    case 'input':
      return inputElements(block.input, context);
  }
}

const colour = (tone: Tone): Json => (tone === 'neutral' ? {} : { color: textColour[tone] });

function factSet(facts: { label: string; value: Text }[], context: Context): Json[] {
  const { limits, now } = context;
  const shown = facts.slice(0, limits.facts).map((fact) => ({
    title: toPlain(fact.label, limits.factLabel),
    value: toMarkdown(fact.value, limits.factValue, now) || '–',
  }));
  // An empty FactSet is drawn as nothing by some clients and as an error by others.
  return shown.length === 0 ? [] : [{ type: 'FactSet', facts: shown, spacing: 'Medium' }];
}

function list(items: Item[], context: Context): Json[] {
  const shown = items.slice(0, context.limits.items);
  const rows = shown.map((item, index) => row(item, index === 0, context));
  const hidden = items.length - shown.length;
  if (hidden > 0) rows.push(textBlock(`… and ${hidden} more`, { isSubtle: true, spacing: 'Small' }));
  return rows;
}

function row(item: Item, first: boolean, context: Context): Json {
  const { limits, now } = context;
  const main: Json[] = [textBlock(toMarkdown(item.text, limits.item, now))];
  if (item.note !== undefined)
    main.push(textBlock(toMarkdown(item.note, limits.item, now), { isSubtle: true, size: 'Small', spacing: 'None' }));
  const columns: Json[] = [
    {
      type: 'Column',
      // Not auto: symbols differ in width, and texts would start at different places.
      width: '20px',
      items: [textBlock(escapeMarkdown(item.symbol), { weight: 'Bolder', wrap: false, ...colour(item.tone) })],
    },
    { type: 'Column', width: 'stretch', spacing: 'Small', items: main },
  ];
  if (item.end !== undefined)
    columns.push({
      type: 'Column',
      width: 'auto',
      spacing: 'Small',
      items: [textBlock(toMarkdown([item.end], limits.factLabel, now), { isSubtle: true, wrap: false })],
    });
  return { type: 'ColumnSet', spacing: first ? 'Medium' : 'Small', columns };
}

const columns = (left: Block[], right: Block[], context: Context): Json => ({
  type: 'ColumnSet',
  spacing: 'Medium',
  columns: [left, right].map((blocks) => ({ type: 'Column', width: 'stretch', items: blocksToJson(blocks, context) })),
});

/** A line in the colours of its parts, one dash group per step while they fit on a phone. The words beside it say the same. */
function progress(segments: Tone[], label: string, context: Context): Json[] {
  if (segments.length === 0) return [];
  const width = 28;
  const length = Math.max(1, Math.floor(width / segments.length) - 1);
  const shown =
    segments.length <= width / 2
      ? segments
      : Array.from(
          { length: width / 2 },
          (_, index) => segments[Math.floor((index * segments.length) / (width / 2))] ?? 'neutral',
        );
  const inlines: Json[] = shown.map((tone) => ({
    type: 'TextRun',
    text: `${'━'.repeat(length)} `,
    weight: 'Bolder',
    ...(tone === 'neutral' ? { isSubtle: true } : { color: textColour[tone] }),
  }));
  const words = toPlain(label, context.limits.item);
  return [
    {
      type: 'RichTextBlock',
      spacing: 'Medium',
      inlines: [...inlines, { type: 'TextRun', text: ` ${words}`, size: 'Small', isSubtle: true }],
    },
  ];
}

const barLength = 18;

/** Drawn with letters: a picture would have to be stored somewhere, and a screen reader could not read it. */
function bars(all: Extract<Block, { block: 'bars' }>['bars'], context: Context): Json[] {
  const most = Math.max(1, ...all.map((bar) => bar.value));
  return all.slice(0, context.limits.items).map((bar, index) => ({
    type: 'ColumnSet',
    spacing: index === 0 ? 'Medium' : 'None',
    columns: [
      {
        type: 'Column',
        width: '92px',
        items: [textBlock(toMarkdown([bar.label], context.limits.factLabel, null), { size: 'Small', isSubtle: true })],
      },
      {
        type: 'Column',
        width: 'stretch',
        spacing: 'Small',
        items: [
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: barText(bar.value, most, barLength),
                size: 'Small',
                ...colour(bar.tone),
              },
              { type: 'TextRun', text: ` ${toPlain(bar.end, context.limits.factLabel)}`, size: 'Small' },
            ],
          },
        ],
      },
    ],
  }));
}

/**
 * Teams' own element for text to copy (in `@microsoft/teams.cards`; not in the 1.5 schema). Clients that do not know it draw the
 * fallback, as every element since 1.2 lets them.
 */
const codeBlock = (text: string, fallback: Json): Json => ({
  type: 'CodeBlock',
  codeSnippet: text,
  language: 'PlainText',
  spacing: 'Small',
  fallback,
});

// Text runs are not Markdown on any client, so `~`, `_` and `*` survive as they are.
const monospace = (text: string, more: Json = {}): Json => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text: text === '' ? '\u00a0' : text, fontType: 'Monospace' }],
  ...more,
});

function valueLines(block: Extract<Block, { block: 'value' }>, context: Context): Json[] {
  const value = typeof block.value === 'string' ? clean(block.value) : block.value.expose('reveal');
  const lines = [
    textBlock(toMarkdown([block.label], context.limits.item, null), {
      isSubtle: true,
      size: 'Small',
      spacing: 'Medium',
    }),
    codeBlock(value, monospace(value, { spacing: 'None' })),
  ];
  if (block.note !== undefined)
    lines.push(
      textBlock(toMarkdown([block.note], context.limits.item, null), {
        isSubtle: true,
        size: 'Small',
        spacing: 'None',
      }),
    );
  return lines;
}

/** Nobody pastes a long script from a phone: a client without the element for code is told where to look instead. */
const longCode = (lines: string[]): Json =>
  codeBlock(
    lines.join('\n'),
    textBlock(`Open this card in Teams on a computer: the ${lines.length} lines of the script are not shown here.`, {}),
  );

function codeLines(text: string, context: Context): Json[] {
  const { limits } = context;
  const all = clean(text).split('\n');
  const isWhole = all.length <= limits.codeBlockLines && all.every((line) => line.length <= limits.codeLine);
  if (isWhole && all.length > limits.codeLines) return [longCode(all)];
  const lines = all.slice(0, limits.codeLines).map((line) => shorten(line, limits.codeLine));
  const items = lines.map((line, index) => monospace(line, index === 0 ? {} : { spacing: 'None' }));
  const block = codeBlock(lines.join('\n'), { type: 'Container', style: 'emphasis', spacing: 'Small', items });
  const cut = all.length > limits.codeLines || all.some((line) => line.length > limits.codeLine);
  if (!cut) return [block];
  // Half a command is worse than none.
  return [
    block,
    textBlock('✗ Too long for a card and cut: do not paste it.', { color: 'Attention', weight: 'Bolder' }),
  ];
}
