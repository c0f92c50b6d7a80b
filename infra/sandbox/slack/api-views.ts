// views.*: docs.slack.dev reference/methods and surfaces/modals.
import type { Context } from '../context.ts';
import { invalid, jsonArg, refuse, stringArg, type Answer, type Args, type Call, type Method } from './api.ts';
import { viewProblems } from './block-problems.ts';
import { findModal, isTaken, modalsOf, newView, redefine, setModals } from './modals.ts';
import { isNode, type Node } from './node.ts';
import { announce, slackOf, type View } from './state.ts';
import { LIMITS } from './table.ts';
import { exchange, lookUpTrigger } from './triggers.ts';
import { findUser } from './users.ts';

export const viewMethods: Method[] = [
  { name: 'views.open', tier: 4, handle: open },
  { name: 'views.push', tier: 4, handle: push },
  { name: 'views.update', tier: 4, handle: update },
  { name: 'views.publish', tier: 4, handle: publish },
];

const isAnswer = (value: object): value is Answer => 'ok' in value;

/** The `view` argument, if Slack would take it. */
function readView(context: Context, args: Args, type: 'modal' | 'home', own?: string): Node | Answer {
  const sent = jsonArg(args, 'view');
  if ('broken' in sent) return invalid('invalid_arguments', ['invalid json [json-pointer:/view]']);
  if (sent.value === undefined) return invalid('invalid_arguments', ['missing required field: view']);
  const wrong = refusedView(context, sent.value, type, own);
  return wrong ?? (sent.value as Node);
}

/** Why Slack would not show this view, or undefined. `own`: the id of the view it is to replace. */
export function refusedView(context: Context, view: unknown, type: 'modal' | 'home', own?: string): Answer | undefined {
  if (Buffer.byteLength(JSON.stringify(view) ?? '') > LIMITS.viewBytes) return refuse('view_too_large');
  const problems = viewProblems(view, type);
  if (problems.length > 0) return invalid('invalid_arguments', problems);
  const external = isNode(view) ? view['external_id'] : undefined;
  return isTaken(context, external, own) ? refuse('duplicate_external_id') : undefined;
}

/** As it is at this moment: what was told is kept in the log, and the view changes. */
const told = (view: View): Answer => ({ ok: true, view: structuredClone(view) });

function open({ context, args }: Call): Answer {
  const trigger = lookUpTrigger(context, stringArg(args, 'trigger_id'));
  if (isAnswer(trigger)) return trigger;
  const definition = readView(context, args, 'modal');
  if (isAnswer(definition)) return definition;
  const view = newView(context, definition, []);
  // A modal that is opened while another is open takes its place.
  setModals(context, trigger.user, [view]);
  exchange(trigger);
  return told(view);
}

function push({ context, args }: Call): Answer {
  const trigger = lookUpTrigger(context, stringArg(args, 'trigger_id'));
  if (isAnswer(trigger)) return trigger;
  const stack = modalsOf(context, trigger.user);
  // Only what was done inside a modal can push on it.
  if (trigger.view === null || !stack.some((each) => each.id === trigger.view)) return refuse('not_found');
  if (stack.length >= LIMITS.viewsInStack) return refuse('push_limit_reached');
  const definition = readView(context, args, 'modal');
  if (isAnswer(definition)) return definition;
  const view = newView(context, definition, stack);
  setModals(context, trigger.user, [...stack, view]);
  exchange(trigger);
  return told(view);
}

function update({ context, args }: Call): Answer {
  const [id, external] = [stringArg(args, 'view_id'), stringArg(args, 'external_id')];
  if (id === '' && external === '')
    return invalid('invalid_arguments', ['missing required field: view_id or external_id']);
  const found = findModal(context, (each) => (id === '' ? each.external_id === external : each.id === id));
  if (found === undefined) return refuse('not_found');
  const hash = stringArg(args, 'hash');
  if (hash !== '' && hash !== found.view.hash) return refuse('hash_conflict');
  const definition = readView(context, args, 'modal', found.view.id);
  if (isAnswer(definition)) return definition;
  redefine(context, found.view, definition);
  announce(context, { type: 'views', conversation: found.user, message: found.view.id });
  return told(found.view);
}

function publish({ context, args }: Call): Answer {
  const id = stringArg(args, 'user_id');
  const user = findUser(context, id);
  if (user === undefined || user.userId !== id || user.deleted)
    return invalid('invalid_arguments', ['invalid `user_id`']);
  const { homes, settings } = slackOf(context);
  if (!settings.homeEnabled) return refuse('not_enabled');
  const known = homes.get(user.userId);
  const hash = stringArg(args, 'hash');
  if (hash !== '' && hash !== known?.hash) return refuse('hash_conflict');
  const definition = readView(context, args, 'home', known?.id);
  if (isAnswer(definition)) return definition;
  const view: View = known ?? newView(context, definition, []);
  if (known !== undefined) redefine(context, known, definition);
  homes.set(user.userId, view);
  announce(context, { type: 'home', conversation: user.userId, message: view.id });
  return told(view);
}
