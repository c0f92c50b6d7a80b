import type { Block, Card } from '../card.ts';
import { slackLimits } from '../limits-slack.ts';
import { spokenText, toWords } from './text.ts';

/** Of one text; what is longer is not listened to. */
const most = 600;

/**
 * The text beside the blocks: a notification shows its first line, and a screen reader reads it instead of the blocks, so it says what they
 * say. Never what is to be copied: that may be a secret.
 */
export function spoken(card: Card, now: Date | null): string {
  const { status, lead, footer } = card;
  const lines = [
    card.summary,
    ...(status === null
      ? []
      : [`${status.word} ${status.detail === undefined ? '' : toWords(status.detail, now, most)}`]),
    ...(lead === null ? [] : [toWords(lead, now, most)]),
    ...card.blocks.flatMap((block) => blockLines(block, now)),
    ...(footer === null ? [] : [toWords(footer, now, most)]),
  ];
  const words = lines.map((line) => line.trim()).filter((line) => line !== '');
  return spokenText([...new Set(words)].join('\n').slice(0, slackLimits.text), slackLimits.text) || '–';
}

function blockLines(block: Block, now: Date | null): string[] {
  switch (block.block) {
    case 'text':
      return [toWords(block.text, now, most)];
    case 'heading':
      return [block.text];
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${toWords(value, now, most)}`);
    case 'list':
      return block.items.map(({ text, note, end }) =>
        [toWords(text, now, most), ...(note === undefined ? [] : [toWords(note, now, most)]), end ?? '']
          .filter(Boolean)
          .join(', '),
      );
    case 'columns':
      return [...block.left, ...block.right].flatMap((inner) => blockLines(inner, now));
    case 'section':
      return block.blocks.flatMap((inner) => blockLines(inner, now));
    case 'progress':
      return [block.label];
    case 'bars':
      return block.bars.map(({ label, end }) => `${label}: ${end}`);
    case 'value':
    case 'code':
    case 'input':
      return [];
  }
}
