import type { Run, Text } from '../card.ts';
import { clean, isolate, shorten } from '../clean.ts';
import { relativeTo } from '../copy/times.ts';
import type { Context } from './context.ts';
import type { Mrkdwn, PlainText, RichElement, RichStyle } from './kit.ts';

// What a person wrote goes into elements that have no markup at all: rich text and plain text. mrkdwn knows no escape for `*`, `_`, `~`, a
// backtick or `:name:`, and invisible characters between them do not stop every client; so it is used only for words that hold none of them.

type Dated = Extract<Run, { date: Date }>;
type Worded = Exclude<Run, Dated>;

const isDated = (run: Run): run is Dated => typeof run !== 'string' && 'date' in run;

function wordsOf(run: Worded): string {
  if (typeof run === 'string') return run;
  if ('user' in run) return run.user;
  return 'strong' in run ? run.strong : run.mono;
}

/** As people type it: tabs and runs of spaces are one space, more than one empty line is one. */
const tidy = (text: string): string =>
  clean(text)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?\n[ \n]*/g, '\n\n');

/** Runs of words as elements of rich text, at most about `limit` characters of them. Never markup, whatever stands in it. */
export function toRich(text: Text, limit: number, context: Context): RichElement[] {
  let left = limit;
  const elements: RichElement[] = [];
  for (const run of text) {
    if (left <= 0) {
      context.seen.cut = true;
      break;
    }
    if (isDated(run)) {
      elements.push(...dateElements(run, context.now));
      left -= 20;
      continue;
    }
    const short = cutTo(tidy(beginning(wordsOf(run), left)), left, context);
    left -= short.length;
    if (short !== '') elements.push(rich(typeof run === 'string' ? short : isolate(short), styleOf(run)));
  }
  return merged(elements);
}

/** Neighbours that look alike are one: half of a message's weight would be their wrapping. */
const merged = (elements: RichElement[]): RichElement[] =>
  elements.reduce<RichElement[]>((kept, each) => {
    const last = kept.at(-1);
    const isSame = last?.type === 'text' && each.type === 'text' && !last.style && !each.style;
    return isSame ? [...kept.slice(0, -1), { ...last, text: last.text + each.text }] : [...kept, each];
  }, []);

/** Enough of a text to be shortened: cleaning ten thousand characters to show forty takes its time. Most of it is shown or cut. */
const beginning = (text: string, limit: number): string => text.slice(0, limit * 3 + 100);

/** Shortened with an ellipsis, and noted: whoever shows it offers the whole. */
export function cutTo(words: string, limit: number, context: Context): string {
  if (words.length > limit) context.seen.cut = true;
  return shorten(words, limit);
}

const styleOf = (run: Worded): RichStyle | null =>
  typeof run === 'string' || 'user' in run ? null : 'strong' in run ? { bold: true } : { code: true };

export const rich = (text: string, style: RichStyle | null = null): RichElement => ({
  type: 'text',
  text,
  ...(style === null ? {} : { style }),
});

const formats = { day: '{date_short}', time: '{time}', moment: '{date_short} {time}' } as const;

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

function dateElements(run: Dated, now: Date | null): RichElement[] {
  const date: RichElement = {
    type: 'date',
    timestamp: seconds(run.date),
    format: formats[run.as],
    fallback: dateWords(run),
  };
  const distance = relative(run, now);
  return distance === '' ? [date] : [date, rich(distance)];
}

const relative = (run: Dated, now: Date | null): string =>
  run.relative === true && now !== null ? ` (${relativeTo(run.date, now)})` : '';

/** For clients and places without date tokens: UTC, and it says so. */
function dateWords({ date, as }: Dated): string {
  const [day = '', clock = ''] = date.toISOString().split('T');
  const time = `${clock.slice(0, 5)} UTC`;
  return { day, time, moment: `${day} ${time}` }[as];
}

const escapeEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Holds nothing that mrkdwn could read as markup; what it reads by `&`, `<` and `>` is escaped anyway. */
export const isInert = (text: Text): boolean =>
  !/[*_~`\n]|:[^\s:]+:|^\s*(?:[>•‣◦-]|\d+[.)])/.test(
    text.map((run) => (isDated(run) ? 'a day' : clean(wordsOf(run)))).join(''),
  );

/** Only for what `isInert`; dates are Slack's own tokens. */
export function toMrkdwn(text: Text, limit: number, context: Context): Mrkdwn {
  let left = limit;
  const parts: string[] = [];
  for (const run of text) {
    if (left <= 0) break;
    if (isDated(run)) {
      parts.push(`<!date^${seconds(run.date)}^${formats[run.as]}|${dateWords(run)}>${relative(run, context.now)}`);
      left -= 20;
      continue;
    }
    const words = cutTo(tidy(wordsOf(run)), left, context);
    left -= words.length;
    const shown = escapeEntities(typeof run === 'string' ? words : isolate(words));
    const bold = typeof run !== 'string' && 'strong' in run && words.trim() !== '';
    parts.push(bold ? `*${shown.trim()}*` : shown);
  }
  return { type: 'mrkdwn', text: parts.join('').trim() || '–', verbatim: true };
}

/** Words alone, dates in UTC: where no tokens are read. What is longer than anybody asks for ends somewhere behind `most`. */
export function toWords(text: Text, now: Date | null, most = Infinity): string {
  let words = '';
  for (const run of text) {
    if (words.length > most) break;
    words += isDated(run) ? dateWords(run) + relative(run, now) : isolate(tidy(beginning(wordsOf(run), most)));
  }
  return words.trim();
}

const oneLine = (text: string): string => isolate(clean(text).replace(/\s+/g, ' ').trim());

/** One line without any markup; Slack refuses an empty one. */
export const plainText = (text: string, limit: number): PlainText => ({
  type: 'plain_text',
  text: shorten(oneLine(text), limit) || '–',
  emoji: false,
});

/** The same where what was lost can be asked for. */
export function plainNoted(text: string, limit: number, context: Context): PlainText {
  if (oneLine(text).length > limit) context.seen.cut = true;
  return plainText(text, limit);
}

/** The `text` beside the blocks: mrkdwn by default, so it may mention nobody. */
export const spokenText = (text: string, limit: number): string => {
  const escaped = escapeEntities(clean(text));
  // Not in the middle of an entity.
  return escaped.length <= limit ? escaped : `${escaped.slice(0, limit - 1).replace(/&\w{0,4}$/, '')}…`;
};
