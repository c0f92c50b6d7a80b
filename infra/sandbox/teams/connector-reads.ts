import type { Context } from '../context.ts';
import type { WireReply, WireRequest } from '../wire.ts';
import type { Person } from '../world.ts';
import { refused, unknownConversation } from './connector-writes.ts';
import { findConversation, findPerson, membersOf } from './roster.ts';
import { mriOf, teamGroupId, teamId, teamsOf } from './state.ts';

/** A member as the connector shows it: `objectId`, which the SDK copies to `aadObjectId`. */
function account(context: Context, person: Person) {
  const [givenName = '', ...rest] = person.name.split(' ');
  return {
    id: mriOf(context, person),
    name: person.name,
    objectId: person.aadObjectId,
    givenName,
    surname: rest.join(' '),
    email: person.mail,
    userPrincipalName: person.mail,
    tenantId: person.tenantId,
    userRole: person.userType === 'Guest' ? 'anonymous' : 'user',
  };
}

function accounts({ context, params }: WireRequest) {
  const conversation = findConversation(context, params['conversation'] ?? '');
  if (conversation === undefined) return undefined;
  return membersOf(context, conversation).map((each) => account(context, each));
}

export function getMembers(request: WireRequest): WireReply {
  const members = accounts(request);
  return members === undefined ? unknownConversation() : { status: 200, body: members };
}

export function getPagedMembers(request: WireRequest): WireReply {
  const members = accounts(request);
  if (members === undefined) return unknownConversation();
  const size = Math.max(1, Math.min(500, Number(request.url.searchParams.get('pageSize') ?? 200) || 200));
  const from = Number(request.url.searchParams.get('continuationToken') ?? 0);
  if (!Number.isInteger(from) || from < 0) return refused(400, 'BadArgument', 'The continuation token is not valid.');
  const next = from + size < members.length ? { continuationToken: String(from + size) } : {};
  return { status: 200, body: { members: members.slice(from, from + size), ...next } };
}

export function getMember(request: WireRequest): WireReply {
  const members = accounts(request);
  if (members === undefined) return unknownConversation();
  const person = findPerson(request.context, request.params['member'] ?? '');
  const member = members.find((each) => each.objectId === person?.aadObjectId);
  if (member !== undefined) return { status: 200, body: member };
  return refused(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
}

export function getTeam({ context, params }: WireRequest): WireReply {
  if (params['team'] !== teamId(context)) return refused(404, 'NotFound', 'Team not found.');
  const channels = teamsOf(context).conversations.filter((each) => each.kind === 'channel');
  const facts = { channelCount: channels.length, memberCount: context.world.people.length, type: 'standard' };
  return {
    status: 200,
    body: { id: teamId(context), name: 'Contoso mail', aadGroupId: teamGroupId(context), ...facts },
  };
}

export function getChannels({ context, params }: WireRequest): WireReply {
  if (params['team'] !== teamId(context)) return refused(404, 'NotFound', 'Team not found.');
  const channels = teamsOf(context).conversations.filter((each) => each.kind === 'channel');
  // Teams leaves the General channel's name out.
  const conversations = channels.map(({ id, wireId, name }) => ({ id: wireId, name: id === 'general' ? null : name }));
  return { status: 200, body: { conversations } };
}
