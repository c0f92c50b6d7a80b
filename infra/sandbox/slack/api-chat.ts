// chat.*: docs.slack.dev reference/methods.
import type { Context } from '../context.ts';
import { refuse, stringArg, type Answer, type Call, type Method } from './api.ts';
import { isRefusal, messageJson, readContent, type Content } from './compose.ts';
import { isAnswer, writable } from './place.ts';
import { announce, nextTs, type Conversation, type SlackMessage } from './state.ts';
import { LIMITS } from './table.ts';
import { findUser } from './users.ts';

const scopes = ['chat:write'];
export const chatMethods: Method[] = [
  { name: 'chat.postMessage', tier: 'post', scopes, handle: postMessage },
  { name: 'chat.update', tier: 3, scopes, handle: update },
  { name: 'chat.delete', tier: 3, scopes, handle: remove },
  { name: 'chat.postEphemeral', tier: 4, scopes, handle: postEphemeral },
];

const isEmpty = ({ text, blocks }: Content): boolean => (text ?? '') === '' && (blocks ?? []).length === 0;

function postMessage({ context, args }: Call): Answer {
  const place = writable(context, stringArg(args, 'channel'));
  if (isAnswer(place)) return place;
  const content = readContent(args);
  if (isRefusal(content)) return content;
  if (isEmpty(content)) return refuse('no_text');
  const thread = stringArg(args, 'thread_ts');
  const root = place.messages.find((each) => each.ts === thread && !each.deleted);
  if (thread !== '' && root === undefined) return refuse('cannot_reply_to_message');
  const message = post(context, place, content, root === undefined ? null : (root.threadTs ?? root.ts));
  return { ok: true, channel: place.wireId, ts: message.ts, message: messageJson(context, message, true) };
}

/** Puts a message of the app into the conversation. */
export function post(context: Context, place: Conversation, content: Content, threadTs: string | null): SlackMessage {
  const message: SlackMessage = {
    ts: nextTs(context),
    user: context.world.slack.botUserId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata ?? null,
    threadTs,
    editedTs: null,
    deleted: false,
  };
  place.messages.push(message);
  announce(context, { type: 'post', conversation: place.id, message: message.ts });
  return message;
}

function update({ context, args }: Call): Answer {
  const place = writable(context, stringArg(args, 'channel'));
  if (isAnswer(place)) return place;
  const message = place.messages.find((each) => each.ts === stringArg(args, 'ts') && !each.deleted);
  if (message === undefined) return refuse('message_not_found');
  if (message.user !== context.world.slack.botUserId) return refuse('cant_update_message');
  if (stringArg(args, 'text').length > LIMITS.updateText) return refuse('msg_too_long');
  const content = readContent(args);
  if (isRefusal(content)) return content;
  if (content.text === undefined && content.blocks === undefined) return refuse('no_text');
  change(context, place, message, content);
  const { ts, text } = message;
  return { ok: true, channel: place.wireId, ts, text, message: messageJson(context, message, true) };
}

/** What is not sent stays: blocks and metadata are taken away by an empty list or object. */
export function change(context: Context, place: Conversation, message: SlackMessage, content: Content): void {
  if (content.text !== undefined) message.text = content.text;
  if (content.blocks !== undefined) message.blocks = content.blocks;
  if (content.metadata !== undefined) message.metadata = content.metadata;
  message.editedTs = nextTs(context);
  announce(context, { type: 'update', conversation: place.id, message: message.ts });
}

function remove({ context, args }: Call): Answer {
  const place = writable(context, stringArg(args, 'channel'));
  if (isAnswer(place)) return place;
  const message = place.messages.find((each) => each.ts === stringArg(args, 'ts') && !each.deleted);
  if (message === undefined) return refuse('message_not_found');
  if (message.user !== context.world.slack.botUserId) return refuse('cant_delete_message');
  erase(context, place, message);
  return { ok: true, channel: place.wireId, ts: message.ts };
}

export function erase(context: Context, place: Conversation, message: SlackMessage): void {
  Object.assign(message, { deleted: true, text: '', blocks: [], metadata: null });
  announce(context, { type: 'delete', conversation: place.id, message: message.ts });
}

function postEphemeral({ context, args }: Call): Answer {
  const place = writable(context, stringArg(args, 'channel'));
  if (isAnswer(place)) return place;
  const reader = findUser(context, stringArg(args, 'user'));
  if (reader === undefined || reader.deleted || !place.members.has(reader.userId)) return refuse('user_not_in_channel');
  const content = readContent(args);
  if (isRefusal(content)) return content;
  if (isEmpty(content)) return refuse('no_text');
  return { ok: true, message_ts: whisper(context, place, reader.userId, content) };
}

/** A message for one reader only. */
export function whisper(
  context: Context,
  place: Conversation,
  reader: string,
  content: Pick<Content, 'text' | 'blocks'>,
  from: 'app' | 'slackbot' = 'app',
): string {
  const ts = nextTs(context);
  place.ephemerals.push({ ts, reader, from, text: content.text ?? '', blocks: content.blocks ?? [], gone: false });
  announce(context, { type: 'post', conversation: place.id, message: ts });
  return ts;
}
