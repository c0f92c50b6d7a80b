import type { Button, ButtonData, Card, Run, Text } from './card.ts';

/** `line\`Asked by ${name}\``: what is put in counts as written by a person, unless it is a run already. */
export function line(words: TemplateStringsArray, ...put: (string | number | Exclude<Run, string> | Text)[]): Text {
  const text: Text = [];
  for (const [index, word] of words.entries()) {
    if (word !== '') text.push(word);
    const value = put[index];
    if (value === undefined) continue;
    if (Array.isArray(value)) text.push(...value);
    else if (typeof value === 'number') text.push(String(value));
    else text.push(typeof value === 'string' ? { user: value } : value);
  }
  return text;
}

/** With a full stop, unless the person who wrote it ended the sentence already. */
export const sentence = (text: string): string => (/[.!?…]\s*$/.test(text) ? text.trimEnd() : `${text}.`);

export const plain = (text: string): Text => [text];
export const user = (text: string): Text => [{ user: text }];
export const strong = (text: string): Run => ({ strong: text });

/** Fri 27 Nov 2026 */
export const day = (date: Date, relative = false): Exclude<Run, string> => ({ date, as: 'day', relative });
/** 10:44 */
export const time = (date: Date): Exclude<Run, string> => ({ date, as: 'time' });
/** Fri 27 Nov 2026 10:44 */
export const moment = (date: Date, relative = false): Exclude<Run, string> => ({ date, as: 'moment', relative });

const parts = { status: null, lead: null, blocks: [], buttons: [], footer: null, dialog: null };

/** A card with everything left out empty. The summary is the title unless said otherwise. */
export function cardWith(card: Partial<Card> & { title: string }): Card {
  return { ...parts, summary: card.title, ...card };
}

export const execute = (
  title: string,
  verb: string,
  data: ButtonData,
  style: Button['style'] = 'default',
): Extract<Button, { button: 'execute' }> => ({
  button: 'execute',
  title,
  verb,
  data,
  style,
});

export const openDialog = (
  title: string,
  verb: string,
  data: ButtonData,
  style: Button['style'] = 'default',
): Button => ({ button: 'dialog', title, verb, data, style });
