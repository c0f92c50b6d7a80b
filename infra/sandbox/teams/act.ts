// Acting as a person: what the Teams client would put on the wire for a typed line, a pressed button, a submitted dialog.
import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Person } from '../world.ts';
import { envelope, invokeActivity, submitActivity, textActivity } from './activity.ts';
import { checkInputs, fillInputs, type FieldProblem } from './card-inputs.ts';
import { cardProblem } from './card-rules.ts';
import { findAction, isNode, titlesOf, type CardAction, type Node } from './card-tree.ts';
import type { Delivered } from '../post-to-bot.ts';
import { deliver } from './deliver.ts';
import { keepFile, withFile, type Upload } from './files.ts';
import { announceInstallations } from './install.ts';
import { findConversation, findMessage, hasApp, membersOf } from './roster.ts';
import { announce, nextMessageId, personalOf, teamsOf, type TeamsConversation, type TeamsMessage } from './state.ts';

/** What the person may not do, or the client would not send. */
export type Refused = { error: string; fields?: FieldProblem[] };
export type Acted = Delivered & { messageId?: string; dialogId?: string };

export type ActWish = { action: string | number; inputs: Record<string, unknown>; force: boolean };

export async function say(
  context: Context,
  person: Person,
  where: string,
  text: string,
  file?: Upload,
): Promise<Acted | Refused> {
  const conversation = where === 'personal' ? personalOf(context, person) : findConversation(context, where);
  if (conversation === undefined) return { error: `no conversation "${where}"` };
  const barred = memberProblem(context, person, conversation);
  if (barred !== undefined) return { error: barred };
  if (file !== undefined && conversation.kind !== 'personal')
    return { error: 'Teams gives bots files of private chats only' };
  await announceInstallations(context);
  const id = nextMessageId(context);
  const thread = /;messageid=(\d+)/.exec(where)?.[1] ?? null;
  const at = new Date(context.world.now()).toISOString();
  const plain = { card: null, views: {}, attachments: [], updatedAt: null, deleted: false };
  conversation.messages.push({ id, from: person.id, text, at, replyToId: thread, ...plain });
  announce(context, { type: 'post', conversation: conversation.id, message: id });
  const base = envelope(context, person, conversation, thread ?? id);
  const typed = textActivity(base, context, text, id);
  const activity = file === undefined ? typed : withFile(typed, keepFile(context, person, file));
  return { ...(await deliver(context, activity)), messageId: id };
}

function memberProblem(context: Context, person: Person, conversation: TeamsConversation): string | undefined {
  if (!membersOf(context, conversation).some((each) => each.id === person.id)) {
    return `${person.id} is not a member of ${conversation.id}`;
  }
  if (hasApp(context, conversation)) return undefined;
  return `${conversation.kind === 'personal' ? person.id : 'the team'} does not have the app`;
}

/** Presses a button of a message's card as `person` sees it. */
export async function press(
  context: Context,
  person: Person,
  messageId: string,
  wish: ActWish,
): Promise<Acted | Refused> {
  const found = findMessage(context, messageId);
  if (found === undefined) return { error: `no message "${messageId}"` };
  const { conversation, message } = found;
  const barred = memberProblem(context, person, conversation);
  if (barred !== undefined) return { error: barred };
  const card = message.views[person.id] ?? message.card;
  if (card === null) return { error: message.deleted ? 'the message was deleted' : 'the message has no card' };
  const chosen = choose(card, wish);
  if ('error' in chosen) return chosen;
  const base = envelope(context, person, conversation, message.replyToId ?? message.id);
  const data = dataOf(chosen, wish);
  if (chosen.action['type'] === 'Action.Execute') {
    return execute(context, person, found, { ...pickAction(chosen.action), data }, base);
  }
  const { msteams } = data;
  const kind = isNode(msteams) ? msteams['type'] : undefined;
  if (kind === 'task/fetch') {
    const answer = await deliver(
      context,
      invokeActivity(base, 'task/fetch', messageId, { data, context: { theme: 'default' } }),
    );
    return dialogAnswer(context, answer, {
      id: randomUUID(),
      personId: person.id,
      conversationId: conversation.id,
      messageId,
    });
  }
  if ((kind === 'imBack' || kind === 'messageBack') && isNode(msteams)) {
    const words = msteams['value'] ?? msteams['text'];
    return say(context, person, conversation.id, typeof words === 'string' ? words : '');
  }
  return deliver(context, submitActivity(base, messageId, data));
}

/** Submits an open dialog. */
export async function submit(
  context: Context,
  person: Person,
  dialogId: string,
  wish: ActWish,
): Promise<Acted | Refused> {
  const dialog = teamsOf(context).dialogs.get(dialogId);
  if (dialog === undefined) return { error: `no open dialog "${dialogId}"` };
  if (dialog.personId !== person.id) return { error: `the dialog is ${dialog.personId}'s` };
  const conversation = findConversation(context, dialog.conversationId);
  if (conversation === undefined) return { error: 'the conversation is gone' };
  const chosen = choose(dialog.card, wish);
  if ('error' in chosen) return chosen;
  const thread = findMessage(context, dialog.messageId)?.message;
  const base = envelope(context, person, conversation, thread?.replyToId ?? dialog.messageId);
  const value = { data: dataOf(chosen, wish), context: { theme: 'default' } };
  const answer = await deliver(context, invokeActivity(base, 'task/submit', dialog.messageId, value));
  return dialogAnswer(context, answer, dialog);
}

function choose(card: unknown, wish: ActWish): CardAction | Refused {
  const chosen = findAction(card, wish.action);
  if (chosen === undefined) {
    return { error: `no button "${wish.action}"; there are: ${titlesOf(card).join(', ') || 'none'}` };
  }
  const type = String(chosen.action['type']);
  if (type !== 'Action.Execute' && type !== 'Action.Submit') return { error: `${type} sends nothing to the bot` };
  if (chosen.action['isEnabled'] === false) return { error: 'the button is disabled' };
  const fields = wish.force ? [] : checkInputs(chosen.inputs, wish.inputs);
  if (fields.length === 0) return chosen;
  return { error: `the client refuses: ${fields.map((each) => `${each.id}: ${each.message}`).join('; ')}`, fields };
}

/** Teams merges the inputs over the button's own data. */
function dataOf({ action, inputs }: CardAction, wish: ActWish): Node {
  const own = isNode(action['data']) ? action['data'] : {};
  return { ...own, ...fillInputs(inputs, wish.inputs) };
}

const pickAction = ({ type, id, title, verb }: Node): Node =>
  Object.fromEntries(Object.entries({ type, id, title, verb }).filter(([, value]) => value !== undefined));

async function execute(
  context: Context,
  person: Person,
  { conversation, message }: { conversation: TeamsConversation; message: TeamsMessage },
  action: Node,
  base: Record<string, unknown>,
): Promise<Acted | Refused> {
  const value = { action, trigger: 'manual' };
  const answer = await deliver(context, invokeActivity(base, 'adaptiveCard/action', message.id, value));
  const { body } = answer;
  if (!isNode(body) || body['type'] !== 'application/vnd.microsoft.card.adaptive') return answer;
  const problem = cardProblem(body['value']);
  if (problem !== undefined) return { error: `the bot answered with a card Teams refuses: ${problem}` };
  message.views[person.id] = body['value'];
  announce(context, { type: 'update', conversation: conversation.id, message: message.id });
  return answer;
}

/** Keeps the dialog open, replaces its card, or closes it, as the bot's answer says. */
function dialogAnswer(
  context: Context,
  answer: Delivered,
  dialog: { id: string; personId: string; conversationId: string; messageId: string },
): Acted | Refused {
  const { dialogs } = teamsOf(context);
  const task = isNode(answer.body) && isNode(answer.body['task']) ? answer.body['task'] : {};
  const value = isNode(task['value']) ? task['value'] : {};
  if (task['type'] !== 'continue') {
    // A failed submit leaves the dialog as it was, so that nothing typed is lost.
    if (answer.status < 300) dialogs.delete(dialog.id);
    return answer;
  }
  const card = isNode(value['card']) ? value['card']['content'] : undefined;
  const problem = cardProblem(card);
  if (problem !== undefined) return { error: `the bot answered with a dialog Teams refuses: ${problem}` };
  dialogs.set(dialog.id, { ...dialog, card });
  return { ...answer, dialogId: dialog.id };
}
