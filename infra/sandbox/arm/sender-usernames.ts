// MailFrom addresses: emailServices/domains/senderUsernames.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Domain, SenderUsername, World } from '../world.ts';
import { propertiesOf, text } from './body.ts';
import { armRoute, COMMUNICATION_VERSIONS } from './door.ts';
import { requestedDomain } from './email-services.ts';
import { refuse, resourceNotFound } from './reply.ts';
import { domainId, mailFroms, sameName } from './resources.ts';

const LIST =
  '/subscriptions/:subscription/resourceGroups/:resourceGroup/providers/Microsoft.Communication/emailServices/:service/domains/:domain/senderUsernames';
const TYPE = 'Microsoft.Communication/EmailServices/Domains/SenderUsernames';
const common = { versions: COMMUNICATION_VERSIONS, type: 'emailServices/domains/senderUsernames' };
const MAX_PER_DOMAIN = 100;

function wire(world: World, domain: Domain, sender: SenderUsername): unknown {
  return {
    id: `${domainId(world, domain)}/senderUsernames/${sender.name}`,
    name: sender.name,
    type: TYPE,
    properties: {
      dataLocation: world.emailServices.find((each) => sameName(each.name, domain.emailService))?.dataLocation,
      username: sender.username,
      displayName: sender.displayName,
      provisioningState: 'Succeeded',
    },
  };
}

type Handler = (world: World, domain: Domain, name: string, request: WireRequest) => WireReply;

/** Looks the domain up first: without it there is nothing to read or write. */
function inDomain(handle: Handler): (request: WireRequest, world: World) => WireReply {
  return (request, world) => {
    const found = requestedDomain(request, world);
    if ('refusal' in found) return found.refusal;
    return handle(world, found.domain, request.params['name'] ?? '', request);
  };
}

const find = (world: World, domain: Domain, name: string): SenderUsername | undefined =>
  mailFroms(world, domain).find((each) => sameName(each.name, name));

const put: Handler = (world, domain, name, request) => {
  const properties = propertiesOf(request.body);
  const username = text(properties['username']);
  const displayName = text(properties['displayName']) ?? null;
  if (username === undefined) return refuse(400, 'InvalidRequestContent', `The property 'username' is required.`);
  if (name.length > 253) return refuse(400, 'InvalidResourceName', `The resource name '${name}' is too long.`);
  if (!/^[\w.+-]{1,64}$/.test(username) || /^\.|\.$|\.\./.test(username)) {
    return refuse(400, 'InvalidSenderUsername', `'${username}' is not a valid local part of an e-mail address.`);
  }
  const existing = find(world, domain, name);
  const taken = mailFroms(world, domain).find((each) => sameName(each.username, username));
  if (taken !== undefined && taken.name !== existing?.name) {
    return refuse(409, 'Conflict', `The sender username '${username}' already exists as '${taken.name}'.`);
  }
  return existing === undefined
    ? create(world, domain, { name, domain: domain.name, username, displayName })
    : update(world, domain, existing, { username, displayName });
};

/** An extra MailFrom needs raised sending limits, which an Azure-managed domain never gets (azure-docs issue 121029). */
function create(world: World, domain: Domain, wish: SenderUsername): WireReply {
  if (world.tier === 'default' || domain.management === 'AzureManaged') {
    return refuse(412, 'ResourceCreationFailed', 'ResourceCreationFailed: Forbidden');
  }
  if (mailFroms(world, domain).length >= MAX_PER_DOMAIN) {
    const full = `ResourceCreationFailed: a domain holds at most ${MAX_PER_DOMAIN} sender usernames.`;
    return refuse(412, 'ResourceCreationFailed', full);
  }
  world.senderUsernames.push(wish);
  return { status: 201, body: wire(world, domain, wish) };
}

function update(
  world: World,
  domain: Domain,
  existing: SenderUsername,
  wish: { username: string; displayName: string | null },
): WireReply {
  Object.assign(existing, wish);
  if (!world.senderUsernames.includes(existing)) world.senderUsernames.push(existing);
  return { status: 200, body: wire(world, domain, existing) };
}

const remove: Handler = (world, domain, name) => {
  const index = world.senderUsernames.findIndex(
    (each) => sameName(each.name, name) && sameName(each.domain, domain.name),
  );
  if (index === -1) return { status: 204 };
  world.senderUsernames.splice(index, 1);
  return { status: 200 };
};

export const senderUsernameRoutes: Route[] = [
  armRoute({
    ...common,
    method: 'GET',
    path: LIST,
    action: `${TYPE}/Read`,
    handle: inDomain((world, domain) => ({
      status: 200,
      body: { value: mailFroms(world, domain).map((sender) => wire(world, domain, sender)) },
    })),
  }),
  armRoute({
    ...common,
    method: 'GET',
    path: `${LIST}/:name`,
    action: `${TYPE}/Read`,
    handle: inDomain((world, domain, name, request) => {
      const sender = find(world, domain, name);
      if (sender !== undefined) return { status: 200, body: wire(world, domain, sender) };
      return resourceNotFound(TYPE, name, request.params['resourceGroup'] ?? '');
    }),
  }),
  armRoute({ ...common, method: 'PUT', path: `${LIST}/:name`, action: `${TYPE}/Write`, handle: inDomain(put) }),
  armRoute({ ...common, method: 'DELETE', path: `${LIST}/:name`, action: `${TYPE}/Delete`, handle: inDomain(remove) }),
];
