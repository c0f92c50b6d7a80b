// Short SMTP log-in names: communicationServices/smtpUsernames. They stand in for `acs.appId.tenantId`.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { AcsResource, SmtpUsername, World } from '../world.ts';
import { propertiesOf, text } from './body.ts';
import { requestedAcs } from './communication-services.ts';
import { armRoute, COMMUNICATION_VERSIONS } from './door.ts';
import { refuse, resourceNotFound } from './reply.ts';
import { acsId, isLinked, mailDomain, sameName } from './resources.ts';

const LIST =
  '/subscriptions/:subscription/resourceGroups/:resourceGroup/providers/Microsoft.Communication/communicationServices/:acs/smtpUsernames';
const TYPE = 'Microsoft.Communication/CommunicationServices/SmtpUsernames';
const common = { versions: COMMUNICATION_VERSIONS, type: 'communicationServices/smtpUsernames' };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function wire(world: World, acs: AcsResource, user: SmtpUsername): unknown {
  return {
    id: `${acsId(world, acs)}/smtpUsernames/${user.name}`,
    name: user.name,
    type: TYPE,
    properties: {
      username: user.username,
      entraApplicationId: user.entraApplicationId,
      tenantId: user.tenantId,
      provisioningState: 'Succeeded',
    },
  };
}

type Handler = (world: World, acs: AcsResource, name: string, request: WireRequest) => WireReply;

function inAcs(handle: Handler): (request: WireRequest, world: World) => WireReply {
  return (request, world) => {
    const found = requestedAcs(request, world);
    if ('refusal' in found) return found.refusal;
    return handle(world, found.acs, request.params['name'] ?? '', request);
  };
}

const own = (world: World, acs: AcsResource): SmtpUsername[] =>
  world.smtpUsernames.filter((each) => sameName(each.acs, acs.name));
const find = (world: World, acs: AcsResource, name: string): SmtpUsername | undefined =>
  own(world, acs).find((each) => sameName(each.name, name));

const put: Handler = (world, acs, name, request) => {
  if (!/^[a-zA-Z0-9-]{1,253}$/.test(name)) {
    return refuse(400, 'InvalidResourceName', `The resource name '${name}' does not match '^[a-zA-Z0-9-]+$'.`);
  }
  const properties = propertiesOf(request.body);
  const wish = {
    username: text(properties['username']),
    entraApplicationId: text(properties['entraApplicationId']),
    tenantId: text(properties['tenantId']),
  };
  const { username, entraApplicationId, tenantId } = wish;
  if (username === undefined || entraApplicationId === undefined || tenantId === undefined) {
    const missing = Object.entries(wish).flatMap(([key, value]) => (value === undefined ? [key] : []));
    return refuse(400, 'InvalidRequestContent', `Required properties are missing: ${missing.join(', ')}.`);
  }
  const refusal = checkValues(world, acs, name, { username, entraApplicationId, tenantId });
  if (refusal !== undefined) return refusal;
  const existing = find(world, acs, name);
  const user = existing ?? { name, acs: acs.name, username, entraApplicationId, tenantId };
  Object.assign(user, { username, entraApplicationId, tenantId });
  if (existing === undefined) world.smtpUsernames.push(user);
  return { status: existing === undefined ? 201 : 200, body: wire(world, acs, user) };
};

/** Scope of uniqueness and its code are not published; per ACS resource and 409 is the narrower reading. */
function checkValues(
  world: World,
  acs: AcsResource,
  name: string,
  wish: { username: string; entraApplicationId: string; tenantId: string },
): WireReply | undefined {
  if (!GUID.test(wish.entraApplicationId) || !GUID.test(wish.tenantId)) {
    return refuse(400, 'InvalidRequestContent', `'entraApplicationId' and 'tenantId' must be GUIDs.`);
  }
  const domain = wish.username.split('@')[1];
  const linked = world.domains.some(
    (each) => domain !== undefined && sameName(mailDomain(world, each), domain) && isLinked(world, acs, each),
  );
  if (domain !== undefined && !linked) {
    const text = `The domain '${domain}' of the username is not linked to '${acs.name}'.`;
    return refuse(400, 'DomainNotLinked', text);
  }
  const taken = own(world, acs).find((each) => sameName(each.username, wish.username));
  if (taken === undefined || sameName(taken.name, name)) return undefined;
  return refuse(409, 'Conflict', `The username '${wish.username}' is already used by '${taken.name}'.`);
}

const remove: Handler = (world, acs, name) => {
  const user = find(world, acs, name);
  if (user === undefined) return { status: 204 };
  world.smtpUsernames.splice(world.smtpUsernames.indexOf(user), 1);
  return { status: 200 };
};

export const smtpUsernameRoutes: Route[] = [
  armRoute({
    ...common,
    method: 'GET',
    path: LIST,
    action: `${TYPE}/Read`,
    handle: inAcs((world, acs) => ({
      status: 200,
      body: { value: own(world, acs).map((user) => wire(world, acs, user)) },
    })),
  }),
  armRoute({
    ...common,
    method: 'GET',
    path: `${LIST}/:name`,
    action: `${TYPE}/Read`,
    handle: inAcs((world, acs, name, request) => {
      const user = find(world, acs, name);
      if (user !== undefined) return { status: 200, body: wire(world, acs, user) };
      return resourceNotFound(TYPE, name, request.params['resourceGroup'] ?? '');
    }),
  }),
  armRoute({ ...common, method: 'PUT', path: `${LIST}/:name`, action: `${TYPE}/Write`, handle: inAcs(put) }),
  armRoute({ ...common, method: 'DELETE', path: `${LIST}/:name`, action: `${TYPE}/Delete`, handle: inAcs(remove) }),
];
