// A trigger_id: whoever acts lets the app open one modal, within 3 seconds, once.
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.ts';
import { refuse, type Answer } from './api.ts';
import { slackOf, type Trigger } from './state.ts';
import { LIMITS } from './table.ts';

/** `view`: the modal in which the person acted. `opened` resolves when the trigger is exchanged. */
export function newTrigger(context: Context, user: string, view: string | null): { id: string; opened: Promise<void> } {
  const slack = slackOf(context);
  slack.counter += 1;
  const id = `${context.world.now()}.${slack.counter}.${randomBytes(16).toString('hex')}`;
  const { promise, resolve } = Promise.withResolvers<void>();
  slack.triggers.set(id, { user, at: context.world.now(), used: false, view, done: resolve });
  return { id, opened: promise };
}

/** The trigger, if it is good now. It is used up by `exchange` only: Slack keeps it when the view is refused. */
export function lookUpTrigger(context: Context, id: string): Trigger | Answer {
  const trigger = slackOf(context).triggers.get(id);
  if (trigger === undefined) return refuse('invalid_trigger_id');
  if (trigger.used) return refuse('exchanged_trigger_id');
  if (context.world.now() - trigger.at > LIMITS.triggerMs) return refuse('expired_trigger_id');
  return trigger;
}

export function exchange(trigger: Trigger): void {
  trigger.used = true;
  trigger.done();
}
