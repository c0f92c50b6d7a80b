// Where the app may write and read.
import type { Context } from '../context.ts';
import { refuse, type Answer } from './api.ts';
import { slackOf, type Conversation } from './state.ts';
import { findConversation, findUser, personalOf } from './users.ts';

export const isMember = ({ world }: Context, conversation: Conversation): boolean =>
  conversation.members.has(world.slack.botUserId);

/** The conversation, or that there is none: a private one without the app in it does not exist for it. */
export function seen(context: Context, channel: string): Conversation | Answer {
  const named = channel.startsWith('#')
    ? slackOf(context).conversations.find((each) => each.name === channel.slice(1))
    : findConversation(context, channel);
  // Short names are for the control API only.
  const found = named !== undefined && (channel.startsWith('#') || named.wireId === channel) ? named : undefined;
  if (found === undefined || (found.isPrivate && !isMember(context, found))) return refuse('channel_not_found');
  return found;
}

/** As `seen`, and the app may write there. A user's id stands for the direct message with them. */
export function writable(context: Context, channel: string): Conversation | Answer {
  const user = /^[UW]/.test(channel) ? findUser(context, channel) : undefined;
  if (user !== undefined && user.userId === channel && !user.deleted) return personalOf(context, user);
  const found = seen(context, channel);
  if (isAnswer(found)) return found;
  if (!isMember(context, found)) return refuse('not_in_channel');
  // A direct message with somebody deactivated is closed. Under which name is not documented: as an archived channel.
  const person = found.user === null ? undefined : findUser(context, found.user);
  return found.isArchived || person?.deleted === true ? refuse('is_archived') : found;
}

export const isAnswer = (value: Conversation | Answer): value is Answer => 'ok' in value;
