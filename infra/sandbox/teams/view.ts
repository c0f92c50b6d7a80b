// How the chats are told to tests, to `GET /_sandbox/state` and to the console.
import type { Context } from '../context.ts';
import { membersOf, peopleOf } from './roster.ts';
import { BOT_NAME, personalOf, teamsOf } from './state.ts';

/** Every conversation with everything said in it, oldest first. */
export function conversationsOf(context: Context) {
  for (const person of peopleOf(context)) personalOf(context, person);
  return teamsOf(context).conversations.map(({ wireId, personId, ...conversation }) => ({
    ...conversation,
    platform: 'teams' as const,
    conversationId: wireId,
    person: personId,
    bot: BOT_NAME,
    members: membersOf(context, { ...conversation, wireId, personId }).map((each) => each.id),
  }));
}

/** `posts` and `channels` of `GET /_sandbox/state`: what the bot has posted and still stands, and where the team talks. */
export function chatState(context: Context) {
  const conversations = conversationsOf(context);
  const posts = conversations.flatMap(({ id, platform, messages }) =>
    messages.filter((each) => each.from === 'bot').map((each) => ({ platform, conversation: id, ...each })),
  );
  const channels = conversations
    .filter((each) => each.kind === 'channel')
    .map(({ id, platform, name, conversationId, members }) => ({ id, platform, name, conversationId, members }));
  return { posts, channels };
}
