// Pressing and choosing as a person: what Slack's client puts on the wire for an element of a message, a modal or the App Home.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Delivered } from '../post-to-bot.ts';
import { interactive, titleOf, type Element } from './blocks.ts';
import { messageJson } from './compose.ts';
import { deliver } from './deliver.ts';
import { modalsOf } from './modals.ts';
import { textOf, type Node } from './node.ts';
import { channelOf, common } from './payloads.ts';
import { newResponseUrl } from './response-url.ts';
import { nextTs, slackOf, type Conversation, type Ephemeral, type SlackMessage, type View } from './state.ts';
import { LIMITS } from './table.ts';
import { newTrigger } from './triggers.ts';
import type { SlackUser } from './users.ts';
import { stateOf, valueOf, type FieldProblem, type Inputs, type Values } from './values.ts';

/** What the person may not do, or the client would not send. */
export type Refused = { error: string; fields?: FieldProblem[] };
/** `trouble`: what Slack tells the person when the bot's answer was none. `views`: the person's open modals afterwards, newest last. */
export type Acted = Delivered & { messageId?: string; trouble?: string; views?: View[] };

/** `wait`: until the trigger is exchanged for a modal, or its 3 seconds are over. */
export type ActWish = { action: string | number; inputs: Inputs; force: boolean; wait: boolean };

export const TROUBLE = 'We had some trouble connecting. Try again?';

/** Uses an element of a message as this person sees it, ephemeral ones included. */
export async function press(context: Context, user: SlackUser, ts: string, wish: ActWish): Promise<Acted | Refused> {
  const found = findMessage(context, user, ts);
  if (found === undefined) return { error: `no message "${ts}" that ${user.id} sees` };
  const { place, message } = found;
  if (!place.members.has(user.userId) && !wish.force) return { error: `${user.id} is not a member of ${place.id}` };
  const chosen = choose(message.blocks, wish);
  if ('error' in chosen) return chosen;
  const ephemeral = 'reader' in message;
  const container = { type: 'message', message_ts: ts, channel_id: place.wireId, is_ephemeral: ephemeral };
  const url = { conversation: place.id, user: user.userId, message: ts, ephemeral };
  return act(context, user, wish, chosen, null, {
    container,
    channel: channelOf(place),
    ...(ephemeral ? {} : { message: messageJson(context, message, true) }),
    state: { values: stateOf(context, message.blocks, wish.inputs, {}) },
    response_url: newResponseUrl(context, 'actions', url),
  });
}

function findMessage(
  context: Context,
  user: SlackUser,
  ts: string,
): { place: Conversation; message: SlackMessage | Ephemeral } | undefined {
  for (const place of slackOf(context).conversations) {
    const message =
      place.messages.find((each) => each.ts === ts && !each.deleted) ??
      place.ephemerals.find((each) => each.ts === ts && each.reader === user.userId && !each.gone);
    if (message !== undefined) return { place, message };
  }
  return undefined;
}

/** Uses an element inside an open modal or the App Home. */
export async function pressInView(
  context: Context,
  user: SlackUser,
  view: View,
  wish: ActWish,
): Promise<Acted | Refused> {
  const chosen = choose(view.blocks, wish);
  if ('error' in chosen) return chosen;
  const before = (view['state'] as { values: Values }).values;
  view['state'] = { values: stateOf(context, view.blocks, wish.inputs, before) };
  const modal = view.type === 'modal' ? view.id : null;
  return act(context, user, wish, chosen, modal, { container: { type: 'view', view_id: view.id }, view });
}

/** By action id, by what is written on it, or by its place. */
function choose(blocks: Node[], wish: ActWish): Element | Refused {
  const all = interactive(blocks);
  const chosen =
    typeof wish.action === 'number'
      ? all[wish.action]
      : (all.find((each) => each.actionId === wish.action) ?? all.find((each) => titleOf(each) === wish.action));
  if (chosen !== undefined) return chosen;
  const names = all.map((each) => `${titleOf(each) || textOf(each.element['type'])} (${each.actionId})`);
  return { error: `no element "${wish.action}"; there are: ${names.join(', ') || 'none'}` };
}

async function act(
  context: Context,
  user: SlackUser,
  wish: ActWish,
  chosen: Element,
  modal: string | null,
  where: Node,
): Promise<Acted> {
  const { id, opened } = newTrigger(context, user.userId, modal);
  const payload = {
    type: 'block_actions',
    ...common(context, user),
    trigger_id: id,
    ...where,
    actions: [actionOf(context, chosen, wish.inputs)],
  };
  const answer = await deliver(context, 'interactive', payload);
  return finished(context, user, answer, wish.wait ? opened : undefined);
}

/** The result for whoever acted, with the modals that are open now. */
export async function finished(
  context: Context,
  user: SlackUser,
  { status, body, ms }: Delivered,
  opened?: Promise<void>,
): Promise<Acted> {
  if (opened !== undefined) await Promise.race([opened, sleep(LIMITS.triggerMs)]);
  const trouble = status >= 200 && status < 300 ? {} : { trouble: TROUBLE };
  return { status, body, ms, ...trouble, views: modalsOf(context, user.userId) };
}

function actionOf(context: Context, chosen: Element, inputs: Inputs): Node {
  const { element, actionId, blockId } = chosen;
  const type = textOf(element['type']);
  const base = { type, action_id: actionId, block_id: blockId, action_ts: nextTs(context) };
  if (type !== 'button') return { ...base, ...valueOf(context, chosen, inputs, {}) };
  const { text, value, style } = element;
  const given = Object.entries({ text, value, style }).filter(([, each]) => each !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}
