import type { Context } from '../context.ts';
import type { WireReply, WireRequest } from '../wire.ts';
import { attachmentProblem, firstCard } from './card-rules.ts';
import { isNode, type Node } from './card-tree.ts';
import { isTooBig } from './limits.ts';
import { findConversation, findPerson, writeRefusal } from './roster.ts';
import { announce, nextMessageId, personalOf, teamsOf, type TeamsConversation } from './state.ts';

export const refused = (status: number, code: string, message: string, more: object = {}): WireReply => ({
  status,
  body: { error: { code, message }, ...more },
});

/** Opens the 1:1 chat with one person, or a new thread in a channel when an activity comes along. */
export function createConversation({ context, body }: WireRequest): WireReply {
  const wish = isNode(body) ? body : {};
  const channelData = isNode(wish['channelData']) ? wish['channelData'] : {};
  const channel = isNode(channelData['channel']) ? channelData['channel']['id'] : undefined;
  const tenant = wish['tenantId'] ?? (isNode(channelData['tenant']) ? channelData['tenant']['id'] : undefined);
  if (typeof channel === 'string') return openThread(context, channel, wish['activity']);
  if (wish['isGroup'] === true) return refused(400, 'BadArgument', 'A bot cannot create group chats.');
  const members = Array.isArray(wish['members']) ? wish['members'].filter(isNode) : [];
  const [member] = members;
  if (member === undefined || members.length !== 1)
    return refused(400, 'BadArgument', 'Exactly one member is required.');
  if (tenant !== context.world.tenantId)
    return refused(403, 'Forbidden', 'The tenant of the conversation is not the bot’s.');
  const person = findPerson(context, String(member['id']));
  if (person === undefined) return refused(404, 'NotFound', `No user ${String(member['id'])} in this tenant.`);
  const conversation = personalOf(context, person);
  const barred = bar(context, conversation);
  if (barred !== undefined) return barred;
  const { activity } = wish;
  if (!isNode(activity)) return { status: 201, body: { id: conversation.wireId } };
  const posted = post(context, conversation, activity, null);
  return posted.status === 201 ? { status: 201, body: { id: conversation.wireId, activityId: idOf(posted) } } : posted;
}

function openThread(context: Context, channel: string, activity: unknown): WireReply {
  const conversation = findConversation(context, channel);
  if (conversation?.kind !== 'channel') return unknownConversation();
  if (!isNode(activity)) return refused(400, 'BadSyntax', 'A new thread needs an activity.');
  const posted = post(context, conversation, activity, null);
  if (posted.status !== 201) return posted;
  const id = idOf(posted);
  return { status: 201, body: { id: `${conversation.wireId};messageid=${id}`, activityId: id } };
}

export function sendActivity({ context, params, body }: WireRequest): WireReply {
  const conversation = findConversation(context, params['conversation'] ?? '');
  if (conversation === undefined) return unknownConversation();
  const barred = bar(context, conversation);
  if (barred !== undefined) return barred;
  if (!isNode(body)) return refused(400, 'BadSyntax', 'Activity missing or malformed.');
  return post(context, conversation, body, threadOf(conversation, params));
}

/** In a channel `;messageid=` names the thread; in a chat there are none, and a reply is a message like any other. */
function threadOf(conversation: TeamsConversation, params: Record<string, string>): string | null {
  if (conversation.kind === 'personal') return null;
  const named = /;messageid=(\d+)/.exec(params['conversation'] ?? '')?.[1] ?? params['activity'];
  const root = conversation.messages.find((each) => each.id === named);
  return root === undefined ? null : (root.replyToId ?? root.id);
}

function post(context: Context, conversation: TeamsConversation, activity: Node, thread: string | null): WireReply {
  const wrong = contentProblem(activity);
  if (wrong !== undefined) return wrong;
  const id = nextMessageId(context);
  if (activity['type'] === 'typing') {
    announce(context, { type: 'typing', conversation: conversation.id, message: id });
    return { status: 201, body: { id } };
  }
  conversation.messages.push({
    id,
    from: 'bot',
    ...contentOf(activity),
    views: {},
    at: new Date(context.world.now()).toISOString(),
    updatedAt: null,
    deleted: false,
    replyToId: thread,
  });
  announce(context, { type: 'post', conversation: conversation.id, message: id });
  return { status: 201, body: { id } };
}

export function updateActivity({ context, params, body }: WireRequest): WireReply {
  const found = locate(context, params);
  if ('status' in found) return found;
  if (!isNode(body)) return refused(400, 'BadSyntax', 'Activity missing or malformed.');
  const wrong = contentProblem(body);
  if (wrong !== undefined) return wrong;
  const updatedAt = new Date(context.world.now()).toISOString();
  Object.assign(found.message, { ...contentOf(body), views: {}, updatedAt });
  announce(context, { type: 'update', conversation: found.conversation.id, message: found.message.id });
  return { status: 200, body: { id: found.message.id } };
}

export function removeActivity({ context, params }: WireRequest): WireReply {
  const found = locate(context, params);
  if ('status' in found) return found;
  Object.assign(found.message, { deleted: true, text: '', card: null, attachments: [], views: {} });
  announce(context, { type: 'delete', conversation: found.conversation.id, message: found.message.id });
  return { status: 200, body: {} };
}

/** The bot's own message, still there, in a conversation it may write to. */
function locate(context: Context, params: Record<string, string>) {
  const conversation = findConversation(context, params['conversation'] ?? '');
  if (conversation === undefined) return unknownConversation();
  const barred = bar(context, conversation);
  if (barred !== undefined) return barred;
  const message = conversation.messages.find((each) => each.id === params['activity']);
  if (message === undefined || message.deleted) {
    return refused(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.');
  }
  if (message.from !== 'bot') return refused(403, 'Forbidden', 'A bot may change its own messages only.');
  return { conversation, message };
}

function bar(context: Context, conversation: TeamsConversation): WireReply | undefined {
  const why = writeRefusal(context, conversation);
  if (why === undefined) return undefined;
  if (why === 'not-installed') {
    return refused(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  }
  const more = { errorCode: 209, subCode: 'MessageWritesBlocked' };
  return refused(403, 'MessageWritesBlocked', 'Message writes are blocked for this conversation.', more);
}

/** Of the Bot Framework's activity schema; the connector takes no others from a bot. */
const TYPES = [
  'message',
  'typing',
  'event',
  'trace',
  'endOfConversation',
  'messageReaction',
  'messageUpdate',
  'invoke',
];

/** Teams shows nothing that is empty: its text is what bots report (code and status are not in it; of the class there is no doubt). */
function contentProblem(activity: Node): WireReply | undefined {
  const { type, text, attachments } = activity;
  if (type === undefined || type === null || type === '')
    return refused(400, 'MissingProperty', "The 'Activity.Type' field is required.");
  if (typeof type !== 'string' || !TYPES.some((each) => each.toLowerCase() === type.toLowerCase()))
    return refused(400, 'BadArgument', `Unknown activity type ${JSON.stringify(type)}.`);
  const isEmpty = (text ?? '') === '' && !(Array.isArray(attachments) && attachments.length > 0);
  if (type.toLowerCase() === 'message' && isEmpty)
    return refused(400, 'BadSyntax', "Activity must include non empty 'text' field or at least 1 attachment");
  if (isTooBig(activity)) return refused(413, 'MessageSizeTooBig', 'Message size too large.');
  const problem = attachmentProblem(activity['attachments']);
  return problem === undefined ? undefined : refused(400, 'BadArgument', `Sandbox: ${problem}`);
}

function contentOf(activity: Node) {
  const { text, attachments } = activity;
  const list: unknown[] = Array.isArray(attachments) ? attachments : [];
  return { text: typeof text === 'string' ? text : '', card: firstCard(list), attachments: list };
}

export const unknownConversation = (): WireReply => refused(404, 'ConversationNotFound', 'Conversation not found.');

function idOf({ body }: WireReply): string {
  return isNode(body) ? String(body['id']) : '';
}

/** Whether messages of the chat are wiped is up to Teams; installations come and go without touching them. */
export function setBlocked(context: Context, personId: string, blocked: boolean): void {
  const teams = teamsOf(context);
  if (blocked) teams.blocked.add(personId);
  else teams.blocked.delete(personId);
}
