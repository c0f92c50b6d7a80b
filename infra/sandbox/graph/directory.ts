// People and groups, read only: who owns an address, who is in a group.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Group, Person, World } from '../world.ts';
import { badRequest, graphRoutes, notFound, record } from './door.ts';
import { collection, count, single } from './query.ts';

const USERS = ['User.Read.All', 'Directory.Read.All'];
const GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];

/** What comes without $select: account state, user type and aliases have to be asked for. */
const USER_STANDARD = ['id', 'displayName', 'mail', 'userPrincipalName', 'givenName', 'surname', 'jobTitle'];

/** A guest has an object in this tenant; a person of another tenant has none. */
const inDirectory = (world: World): Person[] =>
  world.people.filter((each) => each.tenantId === world.tenantId || each.userType === 'Guest');

function userJson({
  aadObjectId,
  name,
  mail,
  proxyAddresses,
  userType,
  accountEnabled,
}: Person): Record<string, unknown> {
  const [givenName = '', ...rest] = name.split(' ');
  return {
    id: aadObjectId,
    displayName: name,
    givenName,
    surname: rest.join(' '),
    jobTitle: null,
    mail,
    userPrincipalName: mail,
    mailNickname: mail.split('@')[0],
    proxyAddresses,
    userType,
    accountEnabled,
  };
}

function groupJson({ id, displayName, mail }: Group): Record<string, unknown> {
  return {
    id,
    displayName,
    mail,
    mailNickname: displayName.replaceAll(' ', ''),
    mailEnabled: mail !== null,
    securityEnabled: true,
    groupTypes: [],
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
  };
}

function requestedUser({ params }: WireRequest, world: World): Person {
  const key = (params['user'] ?? '').toLowerCase();
  const found = inDirectory(world).find((each) => each.aadObjectId === key || each.mail.toLowerCase() === key);
  if (found === undefined) throw notFound(key);
  return found;
}

function requestedGroup({ params }: WireRequest, world: World): Group {
  const found = world.groups.find((each) => each.id === params['group']);
  if (found === undefined) throw notFound(params['group'] ?? '');
  return found;
}

/** Transitive: a group may be a member of a group. */
function isIn(world: World, id: string, group: Group, seen = new Set<string>()): boolean {
  if (seen.has(group.id)) return false;
  seen.add(group.id);
  const nested = world.groups.filter((each) => group.members.includes(each.id));
  return group.members.includes(id) || nested.some((each) => isIn(world, id, each, seen));
}

function checkMemberGroups(request: WireRequest, world: World): WireReply {
  const { groupIds } = record(request.body);
  if (!Array.isArray(groupIds) || groupIds.length === 0 || groupIds.length > 20) {
    throw badRequest('The groupIds collection must hold 1 to 20 ids.');
  }
  const { aadObjectId } = requestedUser(request, world);
  const value = world.groups.filter((each) => groupIds.includes(each.id) && isIn(world, aadObjectId, each));
  const context = `${world.endpoints.graph}/v1.0/$metadata#Collection(Edm.String)`;
  return { status: 200, body: { '@odata.context': context, value: value.map((each) => each.id) } };
}

function getMemberGroups(request: WireRequest, world: World): WireReply {
  const { aadObjectId } = requestedUser(request, world);
  const value = world.groups.filter((each) => isIn(world, aadObjectId, each)).map((each) => each.id);
  return {
    status: 200,
    body: { '@odata.context': `${world.endpoints.graph}/v1.0/$metadata#Collection(Edm.String)`, value },
  };
}

function members(request: WireRequest, world: World): WireReply {
  const group = requestedGroup(request, world);
  const people = inDirectory(world).filter((each) => isIn(world, each.aadObjectId, group));
  const items = people.map((each) => ({ '@odata.type': '#microsoft.graph.user', ...userJson(each) }));
  return collection(request, world, 'directoryObjects', items, ['@odata.type', ...USER_STANDARD]);
}

function memberOf(request: WireRequest, world: World): WireReply {
  const { aadObjectId } = requestedUser(request, world);
  const groups = world.groups.filter((each) => isIn(world, aadObjectId, each));
  return collection(
    request,
    world,
    'groups',
    groups.map((each) => ({ '@odata.type': '#microsoft.graph.group', ...groupJson(each) })),
  );
}

const read = (
  paths: string[],
  permissions: string[],
  handle: (request: WireRequest, world: World) => WireReply,
): Route[] => graphRoutes({ method: 'GET', paths, permissions, handle });

export const directoryRoutes: Route[] = [
  ...read(['/v1.0/users'], USERS, (request, world) =>
    collection(request, world, 'users', inDirectory(world).map(userJson), USER_STANDARD),
  ),
  ...read(['/v1.0/users/$count'], USERS, (request, world) => count(request, 'users', inDirectory(world).map(userJson))),
  ...read(['/v1.0/groups/$count'], GROUPS, (request, world) => count(request, 'groups', world.groups.map(groupJson))),
  ...read(['/v1.0/users/:user'], USERS, (request, world) =>
    single(request, world, 'users', userJson(requestedUser(request, world)), USER_STANDARD),
  ),
  ...read(['/v1.0/groups'], GROUPS, (request, world) =>
    collection(request, world, 'groups', world.groups.map(groupJson)),
  ),
  ...read(['/v1.0/groups/:group'], GROUPS, (request, world) =>
    single(request, world, 'groups', groupJson(requestedGroup(request, world))),
  ),
  ...read(['/v1.0/groups/:group/members', '/v1.0/groups/:group/transitiveMembers'], GROUPS, members),
  ...read(['/v1.0/users/:user/memberOf', '/v1.0/users/:user/transitiveMemberOf'], GROUPS, memberOf),
  ...['checkMemberGroups', 'getMemberGroups'].flatMap((action) =>
    graphRoutes({
      method: 'POST',
      paths: [`/v1.0/users/:user/${action}`, `/v1.0/directoryObjects/:user/${action}`],
      permissions: GROUPS,
      handle: action === 'checkMemberGroups' ? checkMemberGroups : getMemberGroups,
    }),
  ),
];
