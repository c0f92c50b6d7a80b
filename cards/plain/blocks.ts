import type { Secret } from '../../src/shared/secret.ts';
import type { Block, Input, Item, Text } from '../card.ts';
import { barText } from '../bar.ts';
import { clean } from '../clean.ts';
import { columnsOf, flat, padTo, wrap } from './format.ts';
import type { Paper } from './format.ts';

const most = 30;

export const blocksToLines = (blocks: Block[], paper: Paper): string[] =>
  blocks.flatMap((block, index) => {
    const lines = blockToLines(block, paper);
    const before = blocks[index - 1]?.block;
    // Values and inputs stand together; other blocks are set apart by an empty line, headings keep what follows.
    const together =
      before === undefined ||
      before === 'heading' ||
      (before === block.block && before !== 'columns') ||
      (isInput(block) && isInput(blocks[index - 1]));
    return lines.length === 0 || together || before === 'progress' ? lines : ['', ...lines];
  });

const isInput = (block: Block | undefined): boolean =>
  block?.block === 'input' || (block?.block === 'columns' && block.left[0]?.block === 'input');

function blockToLines(block: Block, paper: Paper): string[] {
  switch (block.block) {
    case 'text':
      return wrap(flat(block.text, paper), paper.width);
    case 'heading':
      return wrap(clean(block.text), paper.width);
    case 'facts':
      return facts(block.facts, paper);
    case 'list':
      return list(block.items, paper);
    case 'columns':
      return columns(block.left, block.right, paper);
    case 'section':
      return blocksToLines(block.blocks, paper);
    case 'progress':
      return [bar(block.segments, clean(block.label), paper)];
    case 'bars':
      return bars(block.bars, paper);
    case 'value':
      return facts(
        [{ label: block.label, value: [typeof block.value === 'string' ? block.value : masked(block.value)] }],
        paper,
      );
    case 'code':
      return code(block.text, block.hides, paper);
    case 'input':
      return inputLines(block.input, paper);
  }
}

function facts(all: { label: string; value: Text }[], paper: Paper): string[] {
  const label = Math.min(Math.max(9, ...all.map((fact) => columnsOf(fact.label))), 24) + 2;
  return all.flatMap((fact) =>
    columnsOf(fact.label) > label - 2
      ? [...wrap(fact.label, paper.width), ...hanging('  ', flat(fact.value, paper), paper)]
      : hanging(padTo(fact.label, label), flat(fact.value, paper), paper),
  );
}

/** First line after `start`, the others under where it began. */
function hanging(start: string, text: string, paper: Paper): string[] {
  const indent = Math.min(columnsOf(start), Math.floor(paper.width / 2));
  const room = Math.max(paper.width - columnsOf(start), 12);
  return wrap(text, room).map((words, index) => (index === 0 ? start + words : ' '.repeat(indent) + words).trimEnd());
}

function list(items: Item[], paper: Paper): string[] {
  const shown = items.slice(0, most);
  const width =
    Math.max(0, ...shown.filter((item) => item.end !== undefined).map((item) => columnsOf(flat(item.text, paper)))) + 4;
  const lines = shown.flatMap((item) => {
    const start = `${item.symbol} `;
    const text = flat(item.text, paper);
    const ending = item.end === undefined ? '' : `${padTo(start + text, width)}${item.end}`;
    if (ending !== '' && columnsOf(ending) <= paper.width) return [ending];
    const rows = hanging(start, text, paper);
    return item.note === undefined ? rows : [...rows, ...hanging('    ', flat(item.note, paper), paper)];
  });
  return items.length > most ? [...lines, `… and ${items.length - most} more`] : lines;
}

/** Side by side from 76 columns on; below each other on narrower paper. */
function columns(left: Block[], right: Block[], paper: Paper): string[] {
  // Inputs are a list to read here, whatever their dialog looks like.
  if (paper.width < 76 || left[0]?.block === 'input') {
    const first = blocksToLines(left, paper);
    const gap = left[0]?.block === 'input' ? [] : [''];
    return [...first, ...gap, ...blocksToLines(right, paper)];
  }
  const half = { ...paper, width: Math.floor((paper.width - 3) / 2) };
  const [a, b] = [blocksToLines(left, half), blocksToLines(right, half)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, row) =>
    `${padTo(a[row] ?? '', half.width + 3)}${b[row] ?? ''}`.trimEnd(),
  );
}

function bar(tones: string[], label: string, paper: Paper): string {
  const width = Math.min(30, Math.max(5, paper.width - columnsOf(label) - 1));
  const done =
    tones.length === 0 ? 0 : Math.round((tones.filter((tone) => tone === 'good').length / tones.length) * width);
  return `${'▓'.repeat(done)}${'░'.repeat(width - done)} ${label}`;
}

function bars(all: Extract<Block, { block: 'bars' }>['bars'], paper: Paper): string[] {
  const label = Math.max(...all.map((each) => columnsOf(each.label))) + 2;
  const end = Math.max(...all.map((each) => columnsOf(each.end))) + 1;
  const longest = Math.max(5, Math.min(30, paper.width - label - end));
  const most = Math.max(1, ...all.map((each) => each.value));
  return all.map((each) =>
    `${padTo(each.label, label)}${barText(each.value, most, longest)} ${clean(each.end)}`.trimEnd(),
  );
}

/** A kept card shows enough to tell two secrets apart and no more. */
const masked = (secret: Secret): string => `${secret.expose('reveal').slice(0, 3)}…`;

function code(text: string, hides: Secret | undefined, paper: Paper): string[] {
  const value = hides?.expose('reveal') ?? '';
  if (hides !== undefined && value !== '') {
    // Quoted differently it could not be found and masked, so nothing is shown.
    if (!text.includes(value)) return ['│ (shown in the dialog only)'];
    text = text.replaceAll(value, masked(hides));
  }
  return clean(text)
    .split('\n')
    .slice(0, 80)
    .map((words) => `│ ${words}`.slice(0, Math.max(paper.width * 3, 240)).trimEnd());
}

function inputLines(input: Input, paper: Paper): string[] {
  const label = 42;
  const lines =
    label + 12 <= paper.width && columnsOf(input.label) < label
      ? hanging(padTo(input.label, label), shownValue(input), paper)
      : [...wrap(clean(input.label), paper.width), ...hanging('  ', shownValue(input), paper)];
  return input.error === null ? lines : [...lines, ...hanging('  ✗ ', clean(input.error), paper)];
}

function shownValue(input: Input): string {
  const value = clean(input.value).replace(/\s+/g, ' ');
  if (input.input === 'choices') {
    const chosen = value.split(',');
    if (input.look === 'checks')
      return input.choices
        .map(({ value: each, title }) => `[${chosen.includes(each) ? 'x' : ' '}] ${title}`)
        .join('  ');
    const titles = input.choices.filter((choice) => chosen.includes(choice.value)).map(({ title }) => title);
    return `[${titles.join(', ') || 'choose'} ▾]`;
  }
  if (input.input !== 'choice' && input.input !== 'person') return `[${value}]`;
  const title = input.choices.find((choice) => choice.value === input.value)?.title;
  return `[${title ?? (value === '' ? 'choose' : value)} ▾]`;
}
