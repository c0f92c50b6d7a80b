import type { Block } from '../card.ts';
import { clean } from '../clean.ts';
import { slackLimits } from '../limits-slack.ts';
import type { Context } from './context.ts';
import type { SlackBlock } from './kit.ts';
import { breakAt, preformatted, richBlocks } from './pack.ts';
import { rich } from './text.ts';

const hiddenWords = '(shown in the dialog only)';

/** One thing to copy, alone and whole. A Secret is let out in a modal only: a message is kept, searched and exported. */
export function valueBlocks(block: Extract<Block, { block: 'value' }>, context: Context): SlackBlock[] {
  const value = shownValue(block.value, context);
  const note = block.note === undefined ? [] : richBlocks([rich(clean(block.note))], slackLimits.sectionText);
  return [
    ...richBlocks([rich(clean(block.label) || '–', { bold: true })], slackLimits.sectionText),
    ...pieces(value || '–').map((each): SlackBlock => ({ type: 'rich_text', elements: [preformatted(each)] })),
    ...note,
  ];
}

function shownValue(value: Extract<Block, { block: 'value' }>['value'], { surface }: Context): string {
  if (typeof value === 'string') return clean(value);
  return surface === 'modal' ? value.expose('reveal') : hiddenWords;
}

/** Lines to paste. Half a command is worse than none: what does not fit says so, and the whole is one press away. */
export function codeBlocks(block: Extract<Block, { block: 'code' }>, context: Context): SlackBlock[] {
  if (block.hides !== undefined && context.surface !== 'modal') return richBlocks([rich(hiddenWords)], 100);
  const text = clean(block.text) || '–';
  if (text.length <= context.limits.code)
    return pieces(text).map((each): SlackBlock => ({ type: 'rich_text', elements: [preformatted(each)] }));
  context.seen.cut = true;
  const lines = text.split('\n');
  const first = firstLines(lines, context.limits.code / 2);
  const left = lines.length - first.length;
  const words =
    left > 0
      ? `❌ ${left} more ${left === 1 ? 'line' : 'lines'}: do not paste this part, show all of it.`
      : '❌ Cut: do not paste this, show all of it.';
  return [
    { type: 'rich_text', elements: [preformatted(first.join('\n').slice(0, context.limits.code).toWellFormed())] },
    ...richBlocks([rich(words, { bold: true })], 200),
  ];
}

function firstLines(lines: string[], room: number): string[] {
  let taken = 0;
  const first = lines.filter((line) => (taken += line.length + 1) <= room);
  return first.length === 0 ? lines.slice(0, 1) : first;
}

/** Longer than anything pasted is: only then it is broken, at a line where there is one. */
const mostCode = 10_000;

function pieces(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > mostCode) {
    const at = breakAt(rest, mostCode);
    found.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...found, rest];
}
