// Microsoft.Communication/communicationServices: the ACS resource and its linked domains.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { AcsResource, World } from '../world.ts';
import { propertiesOf, text } from './body.ts';
import { armRoute, COMMUNICATION_VERSIONS } from './door.ts';
import { refuse, resourceNotFound } from './reply.ts';
import { acsId, domainId, findAcs, sameName, stableGuid } from './resources.ts';

const PROVIDER = 'Microsoft.Communication';
const GROUP = `/subscriptions/:subscription/resourceGroups/:resourceGroup/providers/${PROVIDER}/communicationServices`;
const TYPE = `${PROVIDER}/CommunicationServices`;
const common = { versions: COMMUNICATION_VERSIONS, type: 'communicationServices' };

/** The ACS resource a request names, or ARM's 404. */
export function requestedAcs(request: WireRequest, world: World): { acs: AcsResource } | { refusal: WireReply } {
  const { acs: name = '', resourceGroup = '' } = request.params;
  const acs = findAcs(world, name);
  if (acs !== undefined && sameName(acs.resourceGroup, resourceGroup)) return { acs };
  return { refusal: resourceNotFound(TYPE, name, resourceGroup) };
}

function wire(world: World, acs: AcsResource): unknown {
  return {
    id: acsId(world, acs),
    name: acs.name,
    type: TYPE,
    location: 'global',
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      hostName: `${acs.name}.communication.azure.com`,
      dataLocation: acs.dataLocation,
      immutableResourceId: stableGuid(acsId(world, acs)),
      linkedDomains: acs.linkedDomains,
      disableLocalAuth: false,
    },
  };
}

function patch(request: WireRequest, world: World): WireReply {
  const found = requestedAcs(request, world);
  if ('refusal' in found) return found.refusal;
  return link(request, world, found.acs) ?? { status: 200, body: wire(world, found.acs) };
}

/** The list in the body replaces the whole list: two writers that do not merge lose one another's domain. */
function link(request: WireRequest, world: World, acs: AcsResource): WireReply | undefined {
  const wanted = propertiesOf(request.body)['linkedDomains'];
  if (wanted === undefined) return undefined;
  if (!Array.isArray(wanted)) return refuse(400, 'InvalidRequestContent', `'linkedDomains' must be an array.`);
  const ids = wanted.map(String);
  for (const id of ids) {
    const domain = world.domains.find((each) => sameName(domainId(world, each), id));
    if (domain === undefined) {
      return refuse(400, 'DomainValidationError', `Linked domain resource does not exist: '${id}'.`);
    }
    if (domain.verified.Domain !== 'Verified') {
      return refuse(400, 'DomainValidationError', 'Requested domain is not in a valid state for linking.');
    }
  }
  acs.linkedDomains = ids;
  return undefined;
}

function put(request: WireRequest, world: World): WireReply {
  const { acs: name = '', resourceGroup = '' } = request.params;
  const dataLocation = text(propertiesOf(request.body)['dataLocation']);
  const existing = findAcs(world, name);
  if (existing !== undefined) {
    if (dataLocation !== undefined && dataLocation !== existing.dataLocation) {
      return refuse(400, 'PropertyChangeNotAllowed', `Changing property 'dataLocation' is not allowed.`);
    }
    return patch(request, world);
  }
  if (!/^[-\w]{1,63}$/.test(name)) return refuse(400, 'InvalidResourceName', `The resource name '${name}' is invalid.`);
  if (dataLocation === undefined) return refuse(400, 'InvalidRequestContent', `'dataLocation' is required.`);
  if (world.acsCreationClosed) {
    // Status and code of the real refusal are not published: callers must go by class and text.
    const closed = `Azure Communication Services is being retired: new ACS resources are no longer available for this subscription.`;
    return refuse(403, 'ResourceCreationNotAllowed', closed);
  }
  const made: AcsResource = { name, resourceGroup, dataLocation, linkedDomains: [] };
  const refusal = link(request, world, made);
  if (refusal !== undefined) return refusal;
  world.acs.push(made);
  return { status: 201, body: wire(world, made) };
}

const read = `${TYPE}/Read`;
const write = `${TYPE}/Write`;

export const communicationServiceRoutes: Route[] = [
  armRoute({
    ...common,
    method: 'GET',
    path: `/subscriptions/:subscription/providers/${PROVIDER}/communicationServices`,
    action: read,
    handle: (_request, world) => ({ status: 200, body: { value: world.acs.map((acs) => wire(world, acs)) } }),
  }),
  armRoute({
    ...common,
    method: 'GET',
    path: GROUP,
    action: read,
    handle: (request, world) => {
      const inGroup = world.acs.filter((acs) => sameName(acs.resourceGroup, request.params['resourceGroup'] ?? ''));
      return { status: 200, body: { value: inGroup.map((acs) => wire(world, acs)) } };
    },
  }),
  armRoute({
    ...common,
    method: 'GET',
    path: `${GROUP}/:acs`,
    action: read,
    handle: (request, world) => {
      const found = requestedAcs(request, world);
      return 'refusal' in found ? found.refusal : { status: 200, body: wire(world, found.acs) };
    },
  }),
  armRoute({ ...common, method: 'PATCH', path: `${GROUP}/:acs`, action: write, handle: patch }),
  armRoute({ ...common, method: 'PUT', path: `${GROUP}/:acs`, action: write, handle: put }),
];
