// Typing as a person: words, slash commands, and opening the app.
import type { Context } from '../context.ts';
import type { Answer as BotAnswer } from '../post-to-bot.ts';
import { finished, type Acted, type Refused } from './act.ts';
import type { Args } from './api.ts';
import { whisper } from './api-chat.ts';
import { BOT_NAME, COMMAND, TEAM } from './app.ts';
import { isRefusal, readContent } from './compose.ts';
import { deliver } from './deliver.ts';
import { sendEvent } from './events.ts';
import { isNode } from './node.ts';
import { channelOf } from './payloads.ts';
import { newResponseUrl, show } from './response-url.ts';
import { typedBlocks } from './rich.ts';
import { announce, nextTs, slackOf, type Conversation } from './state.ts';
import { newTrigger } from './triggers.ts';
import { findConversation, personalOf, type SlackUser } from './users.ts';

export type SayWish = { conversation: string; text: string; thread: string | null; force: boolean; wait: boolean };

function placeFor(context: Context, user: SlackUser, { conversation, force }: SayWish): Conversation | Refused {
  const place = conversation === 'personal' ? personalOf(context, user) : findConversation(context, conversation);
  if (place === undefined) return { error: `no conversation "${conversation}"` };
  if (user.deleted && !force) return { error: `${user.id} is deactivated and cannot sign in` };
  if (!place.members.has(user.userId) && !force) return { error: `${user.id} is not a member of ${place.id}` };
  return place.isArchived ? { error: `${place.id} is archived` } : place;
}

/**
 * Says something. The app hears every word of a direct message; in a channel only those that mention it: `@Sendpass`, as the client's
 * suggestion makes a mention of it. Unheard words answer 204.
 */
export async function say(context: Context, user: SlackUser, wish: SayWish): Promise<Acted | Refused> {
  const place = placeFor(context, user, wish);
  if ('error' in place) return place;
  const { slack } = context.world;
  const mention = `<@${slack.botUserId}>`;
  // What is typed cannot be markup: Slack escapes it (docs.slack.dev messaging/formatting-message-text).
  const text = escaped(wish.text).replaceAll(`@${BOT_NAME}`, mention);
  const ts = nextTs(context);
  const message = {
    ts,
    user: user.userId,
    text,
    blocks: typedBlocks(wish.text.replaceAll(`@${BOT_NAME}`, mention)),
    metadata: null,
    threadTs: wish.thread,
  };
  place.messages.push({ ...message, editedTs: null, deleted: false });
  announce(context, { type: 'post', conversation: place.id, message: ts });
  const heard = place.kind === 'personal' || (text.includes(mention) && place.members.has(slack.botUserId));
  if (!heard) return { status: 204, body: null, ms: 0, messageId: ts };
  const thread = wish.thread === null ? {} : { thread_ts: wish.thread };
  const event = {
    type: place.kind === 'personal' ? 'message' : 'app_mention',
    user: user.userId,
    text,
    ts,
    ...thread,
    client_msg_id: crypto.randomUUID(),
    team: user.teamId,
    blocks: message.blocks,
    channel: place.wireId,
    ...(place.kind === 'personal' ? { channel_type: 'im' } : {}),
    event_ts: ts,
  };
  return { ...(await finished(context, user, await sendEvent(context, event, place))), messageId: ts };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Types a slash command. Only people of the app's own workspace have it. */
export async function command(context: Context, user: SlackUser, wish: SayWish): Promise<Acted | Refused> {
  const place = placeFor(context, user, wish);
  if ('error' in place) return place;
  const { teamId, appId, verificationToken } = context.world.slack;
  const [word = '', rest = ''] = wish.text.startsWith('/') ? wish.text.split(/\s+(.*)/s) : [COMMAND, wish.text];
  if (word !== COMMAND) return { error: `${word} is not a valid command` };
  if (user.teamId !== teamId && !wish.force) return { error: 'people of another workspace do not have the command' };
  const { id, opened } = newTrigger(context, user.userId, null);
  const { id: channel, name } = channelOf(place);
  const url = { conversation: place.id, user: user.userId, message: null, ephemeral: false };
  const answer = await deliver(context, 'command', {
    token: verificationToken,
    team_id: teamId,
    team_domain: TEAM.domain,
    channel_id: channel,
    channel_name: name,
    user_id: user.userId,
    user_name: user.handle,
    command: word,
    text: rest.trim(),
    api_app_id: appId,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(context, 'commands', url),
    trigger_id: id,
  });
  showAnswer(context, place, user, answer);
  return finished(context, user, answer, wish.wait ? opened : undefined);
}

/** The acknowledgement's body is a message, for the person alone unless it says otherwise; what failed Slackbot says. */
function showAnswer(context: Context, place: Conversation, user: SlackUser, { status, body }: BotAnswer): void {
  const fail = (why: string): string =>
    whisper(context, place, user.userId, { text: `${COMMAND} failed with the error "${why}"`, blocks: [] }, 'slackbot');
  if (status === 504) fail('operation_timeout');
  else if (status < 200 || status >= 300) fail('dispatch_failed');
  else if (body !== null && body !== '') {
    const args: Args = isNode(body) ? body : { text: typeof body === 'string' ? body : JSON.stringify(body) };
    const content = readContent(args);
    if (isRefusal(content)) fail('invalid_command_response');
    else if ((content.text ?? '') !== '' || (content.blocks ?? []).length > 0)
      show(context, place, user.userId, content, args);
  }
}

/** Opens the app: its Home or Messages tab. */
export async function openApp(context: Context, user: SlackUser, tab: 'home' | 'messages'): Promise<Acted> {
  const place = personalOf(context, user);
  const view = slackOf(context).homes.get(user.userId);
  const event = {
    type: 'app_home_opened',
    user: user.userId,
    channel: place.wireId,
    tab,
    ...(view === undefined || tab !== 'home' ? {} : { view }),
    event_ts: nextTs(context),
  };
  return finished(context, user, await sendEvent(context, event, place));
}
