// Submitting and closing modals, and what Slack does with the bot's answer (docs.slack.dev surfaces/modals: response_action).
import type { Context } from '../context.ts';
import type { Delivered } from '../post-to-bot.ts';
import { finished, pressInView, TROUBLE, type ActWish, type Acted, type Refused } from './act.ts';
import { refusedView } from './api-views.ts';
import { deliver } from './deliver.ts';
import { modalsOf, newView, redefine, setModals } from './modals.ts';
import { isNode, textOf, type Node } from './node.ts';
import { common } from './payloads.ts';
import { slackOf, type View } from './state.ts';
import { LIMITS } from './table.ts';
import { newTrigger } from './triggers.ts';
import type { SlackUser } from './users.ts';
import { checkInputs, stateOf, type Values } from './values.ts';

/** `submit` and `close`, or what is written on those buttons; anything else is an element inside. */
export async function actInView(
  context: Context,
  user: SlackUser,
  id: string,
  wish: ActWish,
): Promise<Acted | Refused> {
  const home = slackOf(context).homes.get(user.userId);
  if (home !== undefined && (id === 'home' || id === home.id)) return pressInView(context, user, home, wish);
  const stack = modalsOf(context, user.userId);
  const view = stack.find((each) => each.id === id);
  if (view === undefined) return { error: `${user.id} has no view "${id}" open` };
  if (view !== stack.at(-1)) return { error: 'another modal lies on top of it' };
  if (wish.action === 'submit' || wish.action === written(view['submit'])) return submit(context, user, view, wish);
  if (wish.action === 'close' || wish.action === written(view['close'])) return close(context, user, view);
  return pressInView(context, user, view, wish);
}

const written = (text: unknown): string | undefined => (isNode(text) ? textOf(text['text']) : undefined);

async function submit(context: Context, user: SlackUser, view: View, wish: ActWish): Promise<Acted | Refused> {
  if (!isNode(view['submit'])) return { error: 'the modal has no submit button' };
  const values = stateOf(context, view.blocks, wish.inputs, (view['state'] as { values: Values }).values);
  const fields = wish.force ? [] : checkInputs(view.blocks, wish.inputs, values);
  if (fields.length > 0)
    return { error: `the client refuses: ${fields.map((each) => each.message).join('; ')}`, fields };
  view['state'] = { values };
  const { id, opened } = newTrigger(context, user.userId, view.id);
  const payload = { type: 'view_submission', ...common(context, user), trigger_id: id, view, response_urls: [] };
  const answer = await deliver(context, 'interactive', payload);
  const trouble = follow(context, user, view, answer);
  const acted = await finished(context, user, answer, wish.wait ? opened : undefined);
  return trouble === undefined ? acted : { ...acted, trouble };
}

/** Does with the open modals what the answer says; a sentence when Slack could not make anything of it. The modal stays open then. */
function follow(context: Context, user: SlackUser, view: View, { status, body }: Delivered): string | undefined {
  const stack = modalsOf(context, user.userId);
  if (status < 200 || status >= 300) return TROUBLE;
  if (body === null || body === '' || (isNode(body) && Object.keys(body).length === 0)) {
    setModals(context, user.userId, view['clear_on_close'] === true ? [] : stack.filter((each) => each !== view));
    return undefined;
  }
  if (!isNode(body)) return `${TROUBLE} (the answer is not JSON)`;
  const { view: next } = body;
  switch (body['response_action']) {
    case 'clear':
      setModals(context, user.userId, []);
      return undefined;
    case 'errors':
      return errorsProblem(view, body['errors']);
    case 'update': {
      const wrong = refusedView(context, next, 'modal', view.id);
      if (wrong !== undefined) return `${TROUBLE} (${JSON.stringify(wrong)})`;
      redefine(context, view, next as Node);
      setModals(context, user.userId, stack);
      return undefined;
    }
    case 'push': {
      const wrong = refusedView(context, next, 'modal');
      if (wrong !== undefined) return `${TROUBLE} (${JSON.stringify(wrong)})`;
      if (stack.length >= LIMITS.viewsInStack) return `${TROUBLE} (push_limit_reached)`;
      setModals(context, user.userId, [...stack, newView(context, next as Node, stack)]);
      return undefined;
    }
    default:
      return `${TROUBLE} (no such response_action)`;
  }
}

/** Each error belongs to an input block of this view. */
function errorsProblem(view: View, errors: unknown): string | undefined {
  const inputs = view.blocks.filter((each) => each['type'] === 'input').map((each) => each['block_id']);
  const named = isNode(errors) ? Object.entries(errors) : [];
  const stray = named.find(([id, message]) => !inputs.includes(id) || typeof message !== 'string' || message === '');
  if (named.length > 0 && stray === undefined) return undefined;
  return `${TROUBLE} (errors: ${stray === undefined ? 'none given' : `${stray[0]} is no input block`})`;
}

/** Closes the newest modal, or all when it says so; the bot hears of those that asked for it. */
async function close(context: Context, user: SlackUser, view: View): Promise<Acted> {
  const stack = modalsOf(context, user.userId);
  const isCleared = view['clear_on_close'] === true;
  const closed = isCleared ? stack : [view];
  setModals(
    context,
    user.userId,
    stack.filter((each) => !closed.includes(each)),
  );
  let answer: Delivered = { status: 200, body: null, ms: 0 };
  for (const each of closed) {
    if (each['notify_on_close'] !== true) continue;
    const payload = { type: 'view_closed', ...common(context, user), view: each, is_cleared: isCleared };
    answer = await deliver(context, 'interactive', payload);
  }
  return finished(context, user, answer);
}
