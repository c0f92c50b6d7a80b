// conversations.*: which scope is needed depends on the kind of conversation.
import { page, refuse, boolArg, stringArg, type Answer, type Call, type Method } from './api.ts';
import { messageJson } from './compose.ts';
import type { Node } from './node.ts';
import { isAnswer, isMember, seen } from './place.ts';
import { slackOf, type Conversation } from './state.ts';
import { findUser, personalOf } from './users.ts';

const READ = ['channels:read', 'groups:read', 'im:read'];
const HISTORY = ['channels:history', 'groups:history', 'im:history'];

export const conversationMethods: Method[] = [
  { name: 'conversations.open', tier: 3, scopes: ['im:write'], handle: open },
  { name: 'conversations.info', tier: 3, scopes: READ, handle: info },
  { name: 'conversations.members', tier: 4, scopes: READ, handle: members },
  { name: 'conversations.list', tier: 2, scopes: READ, handle: list },
  { name: 'conversations.history', tier: 3, scopes: HISTORY, handle: history },
  { name: 'conversations.replies', tier: 3, scopes: HISTORY, handle: replies },
  { name: 'conversations.join', tier: 3, scopes: ['channels:join'], handle: join },
];

const prefixOf = ({ kind, isPrivate }: Conversation): string =>
  kind === 'personal' ? 'im' : isPrivate ? 'groups' : 'channels';

/** The conversation a call is about, if the token may look at this kind. */
function lookAt({ context, args, scopes }: Call, what: 'read' | 'history'): Conversation | Answer {
  const place = seen(context, stringArg(args, 'channel'));
  if (isAnswer(place)) return place;
  const needed = `${prefixOf(place)}:${what}`;
  if (!scopes.has(needed)) return refuse('missing_scope', { needed, provided: [...scopes].join(',') });
  return place;
}

function open({ context, args }: Call): Answer {
  const ids = stringArg(args, 'users')
    .split(',')
    .filter((each) => each !== '');
  const channel = stringArg(args, 'channel');
  if (channel !== '') {
    const place = seen(context, channel);
    return isAnswer(place) ? place : { ok: true, no_op: true, already_open: true, channel: { id: place.wireId } };
  }
  const [id] = ids;
  if (id === undefined) return refuse('users_list_not_supplied');
  if (ids.length > 1) return refuse('missing_scope', { needed: 'mpim:write', provided: 'im:write' });
  const user = findUser(context, id);
  if (user === undefined || user.userId !== id) return refuse('user_not_found');
  if (user.deleted) return refuse('user_disabled');
  if (user.teamId !== context.world.slack.teamId) return refuse('user_not_visible');
  if (user.isBot) return refuse('cannot_dm_bot');
  const place = personalOf(context, user);
  const shown = boolArg(args, 'return_im') ? channelJson(place, true) : { id: place.wireId };
  return { ok: true, channel: shown };
}

function channelJson(place: Conversation, isMember: boolean): Node {
  const common = {
    id: place.wireId,
    is_archived: place.isArchived,
    is_ext_shared: place.isExternal,
    created: 1_760_000_000,
  };
  if (place.kind === 'personal') return { ...common, is_im: true, is_org_shared: false, user: place.user };
  return {
    ...common,
    name: place.name,
    name_normalized: place.name,
    is_channel: !place.isPrivate,
    is_group: place.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: place.isPrivate,
    is_general: place.id === 'general',
    is_shared: place.isExternal,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: isMember,
    num_members: place.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

function info(call: Call): Answer {
  const place = lookAt(call, 'read');
  return isAnswer(place) ? place : { ok: true, channel: channelJson(place, isMember(call.context, place)) };
}

function members(call: Call): Answer {
  const place = lookAt(call, 'read');
  if (isAnswer(place)) return place;
  const found = page(call.args, [...place.members]);
  if (found === undefined) return refuse('invalid_cursor');
  return { ok: true, members: found.items, response_metadata: found.response_metadata };
}

const KINDS: Record<string, (place: Conversation) => boolean> = {
  public_channel: (place) => place.kind === 'channel' && !place.isPrivate,
  private_channel: (place) => place.kind === 'channel' && place.isPrivate,
  im: (place) => place.kind === 'personal',
  mpim: () => false,
};
const NEEDED: Record<string, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
};

function list({ context, args, scopes }: Call): Answer {
  const types = (stringArg(args, 'types') || 'public_channel').split(',').map((each) => each.trim());
  if (types.some((each) => KINDS[each] === undefined)) return refuse('invalid_types');
  const missing = types.map((each) => NEEDED[each] ?? 'mpim:read').find((each) => !scopes.has(each));
  if (missing !== undefined) return refuse('missing_scope', { needed: missing, provided: [...scopes].join(',') });
  const found = slackOf(context).conversations.filter(
    (each) =>
      types.some((type) => KINDS[type]?.(each) === true) &&
      (!each.isPrivate || isMember(context, each)) &&
      !(boolArg(args, 'exclude_archived') && each.isArchived),
  );
  const shown = page(args, found);
  if (shown === undefined) return refuse('invalid_cursor');
  const channels = shown.items.map((each) => channelJson(each, isMember(context, each)));
  return { ok: true, channels, response_metadata: shown.response_metadata };
}

function history(call: Call): Answer {
  const place = lookAt(call, 'history');
  if (isAnswer(place)) return place;
  if (!isMember(call.context, place)) return refuse('not_in_channel');
  return listed(
    call,
    place.messages.filter((each) => each.threadTs === null || each.threadTs === each.ts).toReversed(),
  );
}

function replies(call: Call): Answer {
  const place = lookAt(call, 'history');
  if (isAnswer(place)) return place;
  if (!isMember(call.context, place)) return refuse('not_in_channel');
  const root = stringArg(call.args, 'ts');
  const thread = place.messages.filter((each) => each.ts === root || each.threadTs === root);
  return thread.length === 0 ? refuse('thread_not_found') : listed(call, thread);
}

function listed({ context, args }: Call, messages: Conversation['messages']): Answer {
  const oldest = stringArg(args, 'oldest') || '0';
  const latest = stringArg(args, 'latest') || '9'.repeat(16);
  const inclusive = boolArg(args, 'inclusive');
  const inside = messages.filter(
    ({ ts, deleted }) => !deleted && ((ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest))),
  );
  const shown = page(args, inside, 999);
  if (shown === undefined) return refuse('invalid_cursor');
  const withMetadata = boolArg(args, 'include_all_metadata');
  return {
    ok: true,
    messages: shown.items.map((each) => messageJson(context, each, withMetadata)),
    has_more: shown.response_metadata['next_cursor'] !== '',
    response_metadata: shown.response_metadata,
  };
}

function join({ context, args }: Call): Answer {
  const place = seen(context, stringArg(args, 'channel'));
  if (isAnswer(place)) return place;
  if (place.isArchived) return refuse('is_archived');
  if (place.kind === 'personal' || place.isPrivate) return refuse('method_not_supported_for_channel_type');
  const already = isMember(context, place);
  place.members.add(context.world.slack.botUserId);
  const warned = already
    ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
    : {};
  return { ok: true, channel: channelJson(place, true), ...warned };
}
