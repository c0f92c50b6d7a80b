import type { Text } from '../card.ts';
import { clean, isolate, shorten } from '../clean.ts';
import { relativeTo } from '../copy/times.ts';

/** How text is laid out: columns, what time it is, and whose zone. */
export type Paper = { width: number; now: Date | null; timeZone: string };

// Parts put together by hand: en-GB formats differ in their commas between versions of ICU.
function dateParts(date: Date, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(date);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

function dateText(run: Extract<Text[number], { date: Date }>, paper: Paper): string {
  const part = dateParts(run.date, paper.timeZone);
  const thisYear = paper.now !== null && dateParts(paper.now, paper.timeZone)('year') === part('year');
  const day = `${part('weekday')} ${part('day')} ${part('month').slice(0, 3)}${thisYear ? '' : ` ${part('year')}`}`;
  const clock = `${part('hour')}:${part('minute')}`;
  const absolute = { day, time: clock, moment: `${day} ${clock}` }[run.as];
  return run.relative === true && paper.now !== null ? `${absolute} (${relativeTo(run.date, paper.now)})` : absolute;
}

/** One line of plain text. */
export function flat(text: Text, paper: Paper): string {
  return text
    .map((run) => {
      if (typeof run === 'string') return clean(run);
      if ('date' in run) return dateText(run, paper);
      return isolate(clean('user' in run ? run.user : 'strong' in run ? run.strong : run.mono));
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What is longer is no longer read; the whole stands in the database. */
const longest = 1500;

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/u;
const narrow = /^[\u2068\u2069]$/u;

function columnsOfOne(segment: string): number {
  if (narrow.test(segment)) return 0;
  return wide.test(segment) && (segment.codePointAt(0) ?? 0) > 0x2bff ? 2 : 1;
}

/** Columns a text takes in a terminal: most emoji and East Asian letters take two, marks that join none. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segments.segment(text)) columns += columnsOfOne(segment);
  return columns;
}

export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)));

/** Wrapped at spaces; a word longer than the line is cut, because it would break every column beside it. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  let taken = 0;
  for (const piece of shorten(text, longest)
    .split(' ')
    .flatMap((word) => pieces(word, width))) {
    if (taken === 0) {
      current += piece.text;
      taken = piece.columns;
    } else if (taken + 1 + piece.columns <= width) {
      current += ` ${piece.text}`;
      taken += 1 + piece.columns;
    } else {
      lines.push(current);
      current = piece.text;
      taken = piece.columns;
    }
  }
  return current === '' && lines.length > 0 ? lines : [...lines, current];
}

type Piece = { text: string; columns: number };

function pieces(word: string, width: number): Piece[] {
  const columns = columnsOf(word);
  if (columns <= width) return [{ text: word, columns }];
  const found: Piece[] = [];
  let piece: Piece = { text: '', columns: 0 };
  for (const { segment } of segments.segment(word)) {
    const more = columnsOfOne(segment);
    if (piece.columns + more > width) {
      found.push(piece);
      piece = { text: '', columns: 0 };
    }
    piece = { text: piece.text + segment, columns: piece.columns + more };
  }
  return [...found, piece];
}
