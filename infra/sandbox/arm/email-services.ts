// Microsoft.Communication/emailServices and their domains, read only: domains are set up by infra and people.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Domain, World } from '../world.ts';
import { armRoute, COMMUNICATION_VERSIONS } from './door.ts';
import { parentNotFound, resourceNotFound } from './reply.ts';
import { domainId, emailServiceId, mailDomain, sameName, stableGuid } from './resources.ts';

const PROVIDER = 'Microsoft.Communication';
const GROUP = `/subscriptions/:subscription/resourceGroups/:resourceGroup/providers/${PROVIDER}/emailServices`;
const SERVICE_TYPE = `${PROVIDER}/EmailServices`;
const DOMAIN_TYPE = `${SERVICE_TYPE}/Domains`;
const services = {
  method: 'GET',
  versions: COMMUNICATION_VERSIONS,
  type: 'emailServices',
  action: `${SERVICE_TYPE}/Read`,
};
const domains = { ...services, type: 'emailServices/domains', action: `${DOMAIN_TYPE}/Read` };

type EmailService = World['emailServices'][number];

function findService(request: WireRequest, world: World): EmailService | undefined {
  const { service = '', resourceGroup = '' } = request.params;
  return world.emailServices.find(
    (each) => sameName(each.name, service) && sameName(each.resourceGroup, resourceGroup),
  );
}

/** The domain a request names, or ARM's 404 for it or for its e-mail service. */
export function requestedDomain(request: WireRequest, world: World): { domain: Domain } | { refusal: WireReply } {
  const { service = '', domain: name = '', resourceGroup = '' } = request.params;
  if (findService(request, world) === undefined) {
    return { refusal: parentNotFound(DOMAIN_TYPE, `/emailServices/${service}`) };
  }
  const domain = world.domains.find((each) => sameName(each.name, name) && sameName(each.emailService, service));
  if (domain !== undefined) return { domain };
  return { refusal: resourceNotFound(DOMAIN_TYPE, `${service}/${name}`, resourceGroup) };
}

function wireService(world: World, service: EmailService): unknown {
  return {
    id: emailServiceId(world, service),
    name: service.name,
    type: SERVICE_TYPE,
    location: 'global',
    properties: { provisioningState: 'Succeeded', dataLocation: service.dataLocation },
  };
}

/** Keys of verificationStates and verificationRecords are capitalised on the wire; the JS SDK lower-cases them. */
function wireDomain(world: World, domain: Domain): unknown {
  const service = world.emailServices.find((each) => sameName(each.name, domain.emailService));
  const states = Object.entries(domain.verified).map(([kind, status]) => [kind, { status, errorCode: null }]);
  const mail = mailDomain(world, domain);
  return {
    id: domainId(world, domain),
    name: domain.name,
    type: DOMAIN_TYPE,
    location: 'global',
    properties: {
      provisioningState: 'Succeeded',
      dataLocation: service?.dataLocation ?? 'Europe',
      fromSenderDomain: mail,
      mailFromSenderDomain: mail,
      domainManagement: domain.management,
      userEngagementTracking: 'Disabled',
      verificationStates: Object.fromEntries(states),
      verificationRecords: domain.management === 'AzureManaged' ? {} : records(mail),
    },
  };
}

function records(mail: string): unknown {
  const dkim = (selector: string) => ({
    type: 'CNAME',
    name: `${selector}-azurecomm-prod-net._domainkey`,
    value: `${selector}-azurecomm-prod-net._domainkey.azurecomm.net`,
    ttl: 3600,
  });
  return {
    Domain: { type: 'TXT', name: mail, value: `ms-domain-verification=${stableGuid(mail)}`, ttl: 3600 },
    SPF: { type: 'TXT', name: mail, value: 'v=spf1 include:spf.protection.outlook.com -all', ttl: 3600 },
    DKIM: dkim('selector1'),
    DKIM2: dkim('selector2'),
    DMARC: { type: 'TXT', name: `_dmarc.${mail}`, value: 'v=DMARC1; p=none', ttl: 3600 },
  };
}

export const emailServiceRoutes: Route[] = [
  armRoute({
    ...services,
    path: `/subscriptions/:subscription/providers/${PROVIDER}/emailServices`,
    handle: (_request, world) => ({
      status: 200,
      body: { value: world.emailServices.map((service) => wireService(world, service)) },
    }),
  }),
  armRoute({
    ...services,
    path: GROUP,
    handle: (request, world) => {
      const group = request.params['resourceGroup'] ?? '';
      const inGroup = world.emailServices.filter((service) => sameName(service.resourceGroup, group));
      return { status: 200, body: { value: inGroup.map((service) => wireService(world, service)) } };
    },
  }),
  armRoute({
    ...services,
    path: `${GROUP}/:service`,
    handle: (request, world) => {
      const service = findService(request, world);
      const { service: name = '', resourceGroup = '' } = request.params;
      if (service === undefined) return resourceNotFound(SERVICE_TYPE, name, resourceGroup);
      return { status: 200, body: wireService(world, service) };
    },
  }),
  armRoute({
    ...domains,
    path: `${GROUP}/:service/domains`,
    handle: (request, world) => {
      const service = findService(request, world);
      if (service === undefined)
        return parentNotFound(DOMAIN_TYPE, `/emailServices/${request.params['service'] ?? ''}`);
      const own = world.domains.filter((each) => sameName(each.emailService, service.name));
      return { status: 200, body: { value: own.map((domain) => wireDomain(world, domain)) } };
    },
  }),
  armRoute({
    ...domains,
    path: `${GROUP}/:service/domains/:domain`,
    handle: (request, world) => {
      const found = requestedDomain(request, world);
      return 'refusal' in found ? found.refusal : { status: 200, body: wireDomain(world, found.domain) };
    },
  }),
];
