import type { Run, Text } from '../card.ts';
import { clean, isolate, shorten } from '../clean.ts';
import { relativeTo } from '../copy/times.ts';

// Adaptive Cards read Markdown in TextBlock and Fact, and {{DATE(…)}} before it. What a person wrote must be neither.
const wordJoiner = '\u2060';

/**
 * Escapes Markdown. Where a client might not honour the backslash the meaning is broken with an invisible word joiner too: no link
 * (`](`), no tag or mention (`<`), no date token (`{{`) can come out of somebody's text. Errs on the side of showing a backslash.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_[\]{}`~]/g, (match) => `\\${match}`)
    .replaceAll('](', `]${wordJoiner}(`)
    .replaceAll('<', `<${wordJoiner}`)
    .replaceAll('{\\{', `{${wordJoiner}\\{`)
    .replace(/&(?=#?\w+;)/g, '&\u2060')
    .replace(/^(\s*)([#>+=-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n+/g, '\n\n');
}

/** RFC 3339 without fractions, which is all the DATE function of Adaptive Cards takes. */
const instant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

function runToMarkdown(run: Run, now: Date | null): string {
  if (typeof run === 'string') return escapeMarkdown(run);
  if ('user' in run) return escapeMarkdown(isolate(run.user));
  // Emphasis must touch letters: `** x **` is shown as typed.
  if ('strong' in run) return run.strong.trim() === '' ? '' : `**${escapeMarkdown(isolate(run.strong.trim()))}**`;
  if ('mono' in run) return escapeMarkdown(isolate(run.mono));
  const at = instant(run.date);
  const absolute = {
    day: `{{DATE(${at}, SHORT)}}`,
    time: `{{TIME(${at})}}`,
    moment: `{{DATE(${at}, SHORT)}} {{TIME(${at})}}`,
  }[run.as];
  return run.relative === true && now !== null ? `${absolute} (${relativeTo(run.date, now)})` : absolute;
}

/** One text for a TextBlock or a Fact, at most about `limit` characters before escaping. */
export function toMarkdown(text: Text, limit: number, now: Date | null): string {
  let left = limit;
  const parts: string[] = [];
  for (const run of text) {
    if (left <= 0) break;
    if (typeof run !== 'string' && 'date' in run) {
      parts.push(runToMarkdown(run, now));
      left -= 20;
      continue;
    }
    const words = clean(
      typeof run === 'string' ? run : 'user' in run ? run.user : 'strong' in run ? run.strong : run.mono,
    );
    const short = shorten(words, left);
    left -= short.length;
    parts.push(runToMarkdown(withWords(run, short), now));
  }
  return parts.join('');
}

function withWords(run: Exclude<Run, { date: Date }>, words: string): Run {
  if (typeof run === 'string') return words;
  if ('user' in run) return { user: words };
  return 'strong' in run ? { strong: words } : { mono: words };
}

/** For places that are no Markdown (button titles, labels, summary): one line. */
export function toPlain(text: string, limit: number): string {
  return shorten(isolate(clean(text).replace(/\s+/g, ' ').trim()), limit);
}
