import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivered, Json, SandboxProcess } from './sandbox.ts';
import { answerOf, buttonsOf, dialogOf, wordsOf } from './scenario-cards.ts';
import type { Dialog, Message } from './scenario-cards.ts';

// The main job as its people play it, through the sandbox's chat: nothing here knows the bot but what it says on the wire.

export const form = {
  appName: 'Billing',
  purpose: 'Monthly invoices to customers; replaces the old mailbox',
  localPart: 'invoices',
  domain: 'mail.contoso.com',
  displayName: 'Contoso Invoices',
  recipients: 'external',
  perHour: '40',
  perDay: '600',
  lifetime: 'P6M',
  client: 'php',
  places: 'web-02, printer 3rd floor',
  secondOwner: '',
  onBehalfOf: 'Team Billing',
  delivery: 'reveal',
};
export type Form = typeof form;

export type Patience = {
  within?: number;
  /** What begins the time anew, by `performance.now()`; asked at each look. */
  since?: () => number;
  last?: () => Promise<string>;
};

/** Asks again until `look` gives something; the error says what was missing and shows `last`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { within = 30_000, since = () => 0, last = async () => '' }: Patience = {},
): Promise<T> {
  const begin = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > Math.max(begin, since()) + within)
      throw new Error(`not within ${within / 1000} s: ${what}\n${await last()}`);
    await sleep(100);
  }
}

export async function messagesIn(sandbox: SandboxProcess, conversation: string): Promise<Message[]> {
  const all = await sandbox.conversations();
  return ((all.find((each) => each['id'] === conversation)?.['messages'] ?? []) as Message[]).filter(
    (each) => !each.deleted,
  );
}

export type CardWish = { button?: string; without?: string; says?: RegExp; id?: string };

const fits = (message: Message, { button, without, says, id }: CardWish): boolean =>
  message.from === 'bot' &&
  message.card !== null &&
  (id === undefined || message.id === id) &&
  (button === undefined || buttonsOf(message).includes(button)) &&
  (without === undefined || !buttonsOf(message).includes(without)) &&
  (says === undefined || says.test(wordsOf(message.card)));

/** The newest card of the conversation that fits, as soon as there is one. */
export const untilCard = (
  sandbox: SandboxProcess,
  conversation: string,
  wish: CardWish,
  within = 60_000,
): Promise<Message> =>
  until(
    `a card in ${conversation} with ${JSON.stringify(wish, (_, value: unknown) => (value instanceof RegExp ? String(value) : value))}`,
    async () => (await messagesIn(sandbox, conversation)).findLast((each) => fits(each, wish)),
    { within, last: () => transcript(sandbox, conversation) },
  );

/** What stands in a conversation, for an error message. */
export async function transcript(sandbox: SandboxProcess, conversation: string): Promise<string> {
  const messages = await messagesIn(sandbox, conversation);
  return messages
    .map(
      (each) =>
        `--- ${each.from} ${each.id} [${buttonsOf(each).join('] [')}]\n${each.card ? wordsOf(each.card) : each.text}`,
    )
    .join('\n');
}

/** `approvals here`, typed by the approver, and answered. */
export async function chooseChannel(sandbox: SandboxProcess): Promise<void> {
  const said = await sandbox.message({ from: 'approver', conversation: 'approvals', text: 'approvals here' });
  if (said.status >= 300) throw new Error(`approvals here: ${said.status}`);
  await untilCard(sandbox, 'approvals', { says: /request/i });
}

/** The owner types `request` and opens the form. */
export async function openForm(sandbox: SandboxProcess, from = 'owner'): Promise<Dialog> {
  const chat = `personal:${from}`;
  const title = 'Request a sender…';
  const there = (await messagesIn(sandbox, chat)).findLast((each) => buttonsOf(each).includes(title));
  if (!there) await sandbox.message({ from, text: 'request' });
  const card = there ?? (await untilCard(sandbox, chat, { button: title }));
  return dialogOf(await sandbox.action({ from, message: card.id, action: title }));
}

/**
 * Sends the form; what the bot answered is told by `answerOf` (accepted) or `dialogOf` (errors on the fields). A look that was late is
 * asked for once more, as the dialog says.
 */
export async function sendForm(
  sandbox: SandboxProcess,
  dialog: Dialog,
  filled: Partial<Form>,
  from = 'owner',
): Promise<Delivered> {
  const inputs = { ...form, ...filled };
  for (let tries = 0; ; tries++) {
    const sent = await sandbox.action({ from, dialog: dialog.id, action: 0, inputs });
    const isLate = sent.dialogId !== undefined && /Send it once more/.test(wordsOf(sent.body));
    if (!isLate || tries > 10) return sent;
  }
}

/** From `request` to the card that waits for a decision. */
export async function playRequest(
  sandbox: SandboxProcess,
  filled: Partial<Form> = {},
  from = 'owner',
): Promise<Message> {
  const sent = await sendForm(sandbox, await openForm(sandbox, from), filled, from);
  if (sent.status >= 300 || sent.dialogId !== undefined)
    throw new Error(`the form was not accepted: ${sent.status} ${wordsOf(sent.body)}`);
  return untilDecision(sandbox, filled.appName ?? form.appName);
}

export const untilDecision = (sandbox: SandboxProcess, appName: string): Promise<Message> =>
  untilCard(sandbox, 'approvals', { button: 'Approve', says: new RegExp(`^${appName} wants to send`, 'm') });

export const press = (sandbox: SandboxProcess, from: string, message: Message, action: string): Promise<Delivered> =>
  sandbox.action({ from, message: message.id, action });

/** Presses Approve and gives what the approver was told. */
export const approve = async (sandbox: SandboxProcess, card: Message, from = 'approver'): Promise<string> =>
  answerOf(await press(sandbox, from, card, 'Approve'));

export const untilReady = (
  sandbox: SandboxProcess,
  appName: string = form.appName,
  { from = 'owner', within = 60_000 }: { from?: string; within?: number } = {},
): Promise<Message> =>
  untilCard(
    sandbox,
    `personal:${from}`,
    { button: 'It is installed…', says: new RegExp(`^${appName}: proven`, 'm') },
    within,
  );

export type Revealed = { words: string; card: Json; password: string; username: string };

/** Presses Show credentials; throws with the answer when nothing was shown. */
export async function reveal(sandbox: SandboxProcess, ready: Message, from = 'owner'): Promise<Revealed> {
  const { card, words } = dialogOf(await press(sandbox, from, ready, 'Show credentials'));
  const password = (await sandbox.secrets()).find((each) => words.includes(each));
  if (password === undefined) throw new Error(`the dialog shows no credential:\n${words}`);
  const username = /[\w-]+\|[0-9a-f-]{36}\|[0-9a-f-]{36}/.exec(words)?.[0] ?? '';
  return { words, card, password, username };
}

/** Object id of a person, as the form's second owner takes it. */
export async function personId(sandbox: SandboxProcess, id: string): Promise<string> {
  const people = (await sandbox.state())['people'] as Json[];
  return String(people.find((each) => each['id'] === id)?.['aadObjectId']);
}
