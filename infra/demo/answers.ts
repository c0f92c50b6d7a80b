// Reading what the bot answered on the wire.
import type { Acted, Json, Message } from './sandbox-client.ts';

function actionsOf(message: Message): string[] {
  const actions = message.card?.['actions'];
  return Array.isArray(actions) ? actions.map((each: Json) => String(each['title'])) : [];
}
export const hasButton = (message: Message, title: RegExp): boolean =>
  !message.deleted && actionsOf(message).some((each) => title.test(each));
export const buttonOf = (message: Message, title: RegExp): string =>
  actionsOf(message).find((each) => title.test(each)) ?? '';

export function dialogId(acted: Acted): string {
  if (acted.dialogId === undefined) throw new Error(`no dialog opened: ${JSON.stringify(acted.body)}`);
  return acted.dialogId;
}

type Task = { task?: { type?: string; value?: string | { card?: { content?: Json } & Json } } };

export function dialogCard(acted: Acted): Json {
  const value = (acted.body as Task | null)?.task?.value;
  const card = typeof value === 'object' ? (value.card?.content ?? value.card) : undefined;
  if (!card) throw new Error(`no dialog was answered: ${JSON.stringify(acted.body)}`);
  return card;
}

export function taskText(acted: Acted): string {
  const value = (acted.body as Task | null)?.task?.value;
  return typeof value === 'string' ? value : '';
}

export function messageText(acted: Acted): string {
  const value = acted.body?.['value'];
  return typeof value === 'string' ? value : '';
}
