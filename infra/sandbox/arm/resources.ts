// Names, ARM ids and look-ups of the Microsoft.Communication resources. ARM ids and names compare without regard to case.
import { createHash } from 'node:crypto';
import type { AcsResource, Domain, SenderUsername, World } from '../world.ts';

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function acsId(world: World, acs: { name: string; resourceGroup: string }): string {
  return `/subscriptions/${world.subscriptionId}/resourceGroups/${acs.resourceGroup}/providers/Microsoft.Communication/communicationServices/${acs.name}`;
}

export function emailServiceId(world: World, service: { name: string; resourceGroup: string }): string {
  return `/subscriptions/${world.subscriptionId}/resourceGroups/${service.resourceGroup}/providers/Microsoft.Communication/emailServices/${service.name}`;
}

export function domainId(world: World, domain: Domain): string {
  const service = world.emailServices.find((each) => sameName(each.name, domain.emailService));
  const resourceGroup = service?.resourceGroup ?? world.resourceGroup;
  return `${emailServiceId(world, { name: domain.emailService, resourceGroup })}/domains/${domain.name}`;
}

export function roleDefinitionId(world: World, name: string): string {
  return `/subscriptions/${world.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
}

export function findAcs(world: World, name: string): AcsResource | undefined {
  return world.acs.find((each) => sameName(each.name, name));
}

export function isLinked(world: World, acs: AcsResource, domain: Domain): boolean {
  const id = domainId(world, domain);
  return acs.linkedDomains.some((linked) => sameName(linked, id));
}

/** The right-hand side of the addresses of a domain: an Azure-managed domain's resource name is not its mail domain. */
export function mailDomain(world: World, domain: Domain): string {
  if (domain.name !== 'AzureManagedDomain') return domain.name;
  return `${stableGuid(`${world.subscriptionId}/${domain.emailService}`)}.azurecomm.net`;
}

/** Every MailFrom of a domain; `DoNotReply` is there from the start and needs no quota. */
export function mailFroms(world: World, domain: Domain): SenderUsername[] {
  const stored = world.senderUsernames.filter((each) => sameName(each.domain, domain.name));
  if (stored.some((each) => sameName(each.name, 'DoNotReply'))) return stored;
  return [{ name: 'DoNotReply', domain: domain.name, username: 'DoNotReply', displayName: 'DoNotReply' }, ...stored];
}

/** A GUID that is the same for the same text, for read-only ids that must not change between two GETs. */
export function stableGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
