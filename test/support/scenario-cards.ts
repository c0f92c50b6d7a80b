import type { Delivered, Json } from './sandbox.ts';

// Reading what stands in a chat or a dialog the way a person does: titles of buttons, and all the words.

export type Message = {
  id: string;
  from: string;
  text: string | null;
  card: Json | null;
  deleted: boolean;
  replyToId: string | null;
};

/** Titles of a card's own buttons, in order. */
export const buttonsOf = (message: { card: Json | null }): string[] =>
  ((message.card?.['actions'] ?? []) as Json[]).map((each) => String(each['title']));

/** The data a button sends, by its title. */
export function dataOf(message: { card: Json | null }, title: string): Json {
  const action = ((message.card?.['actions'] ?? []) as Json[]).find((each) => each['title'] === title);
  return (action?.['data'] ?? {}) as Json;
}

const shown = new Set(['text', 'title', 'value', 'label', 'errorMessage', 'codeSnippet', 'altText']);

/** Every word a reader of the card sees, Markdown escapes removed; inputs' choices and buttons' data are not words. */
export function wordsOf(card: unknown): string {
  const words: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'data' || key === 'choices' || key === 'fallback') continue;
      if (typeof value === 'string' && shown.has(key)) words.push(value);
      walk(value);
    }
  };
  walk(card);
  return words.join('\n').replaceAll(/\\([\\`*_{}[\]()#+\-.!<>~|&@:])/g, '$1');
}

/** The private answer to a click: a toast, or the line a dialog closed with. */
export function answerOf(delivered: Delivered): string {
  const { body } = delivered;
  const words = body?.['value'] ?? body?.['task']?.['value'];
  return typeof words === 'string' ? words : '';
}

export type Dialog = { id: string; card: Json; words: string };

/** The dialog the bot answered with; throws with the answer when there is none. */
export function dialogOf(delivered: Delivered): Dialog {
  const value = delivered.body?.['task']?.['value'];
  const card = (value?.['card']?.['content'] ?? value?.['card']) as Json | undefined;
  if (!card || delivered.dialogId === undefined)
    throw new Error(`no dialog was answered: ${delivered.status} ${JSON.stringify(delivered.body)}`);
  return { id: delivered.dialogId, card, words: wordsOf(card) };
}
