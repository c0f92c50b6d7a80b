import type { RichElement, RichPart, SlackBlock } from './kit.ts';

/** Elements of one text in portions of at most `most` characters, broken at a line or a word where there is one near. */
export function portions(elements: RichElement[], most: number): RichElement[][] {
  const found: RichElement[][] = [];
  let current: RichElement[] = [];
  let taken = 0;
  const flush = (): void => {
    if (current.length > 0) found.push(current);
    current = [];
    taken = 0;
  };
  for (const element of elements) {
    if (element.type === 'date') {
      current.push(element);
      taken += 20;
      continue;
    }
    for (let rest = element.text; rest !== '';) {
      const at = rest.length <= most - taken ? rest.length : breakAt(rest, most - taken);
      if (at > 0) current.push({ ...element, text: rest.slice(0, at) });
      taken += at;
      rest = rest.slice(at);
      if (rest !== '') flush();
    }
  }
  flush();
  return found;
}

/** Where to break within `room` characters: never inside a character. */
export function breakAt(text: string, room: number): number {
  if (room <= 0) return 0;
  const part = text.slice(0, room);
  // A line first: what is pasted must not be broken within one.
  for (const end of ['\n', ' ']) {
    const near = part.lastIndexOf(end) + 1;
    if (near > room / 2) return near;
  }
  const last = part.charCodeAt(part.length - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return isHalf && part.length > 1 ? part.length - 1 : part.length;
}

/** Text in as many blocks as it needs. */
export const richBlocks = (
  elements: RichElement[],
  most: number,
  part: 'rich_text_section' | 'rich_text_quote' = 'rich_text_section',
): SlackBlock[] =>
  portions(elements, most).map((each) => ({ type: 'rich_text', elements: [{ type: part, elements: each }] }));

/** Text to copy: no markup, and Slack's client offers to copy it. */
export const preformatted = (text: string): RichPart => ({
  type: 'rich_text_preformatted',
  elements: [{ type: 'text', text }],
});

/** What Slack counts is not documented; what is not ASCII is counted as it is escaped, the longest way to write it. */
export function weightOf(value: unknown): number {
  const json = JSON.stringify(value);
  let weight = json.length;
  for (let at = 0; at < json.length; at += 1) if (json.charCodeAt(at) > 127) weight += escapedMore;
  return weight;
}

const escapedMore = '\\uXXXX'.length - 1;
