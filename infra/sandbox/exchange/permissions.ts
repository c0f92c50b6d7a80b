// Application permissions of Office 365 Exchange Online: what an administrator may consent to, and what a token then carries.
import { randomUUID } from 'node:crypto';
import type { Principal, World } from '../world.ts';

/** The same in every tenant (facts §1.2). */
export const EXCHANGE_APP_ID = '00000002-0000-0ff1-ce00-000000000000';

const role = (id: string, value: string, displayName: string) => ({
  id,
  value,
  displayName,
  description: displayName,
  allowedMemberTypes: ['Application'],
  isEnabled: true,
});

/** Ids: facts §1.2. */
export const EXCHANGE_APP_ROLES = [
  role('7146a1f0-8703-45b3-9eae-527a64c00995', 'SMTP.SendAsApp', 'Application access for sending emails via SMTP AUTH'),
  role('dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp', 'Manage Exchange As Application'),
  role('5e5addcd-3e8d-4e90-baf5-964efab2b20a', 'IMAP.AccessAsApp', 'IMAP.AccessAsApp'),
  role('cb842b43-da6e-4506-86fe-bb12199c656d', 'POP.AccessAsApp', 'POP.AccessAsApp'),
];

/** Microsoft's principal, which every tenant with Exchange has; its application is in no customer's tenant. */
export function exchangePrincipal(id: string): Principal {
  const times = { createdAt: 0, visibleAt: 0, tokenVisibleAt: 0, deletedAt: null };
  const displayName = 'Office 365 Exchange Online';
  return { id, appId: EXCHANGE_APP_ID, displayName, accountEnabled: true, tags: [], owners: [], ...times };
}

/**
 * What `PUT /_sandbox/permissions` can take away besides a right: `role` = the Entra role that administers Exchange, `SMTP.SendAsApp` = the tenant's
 * Exchange does not offer that permission, `token` = the tenant has no Exchange Online at all.
 */
export const isRemoved = (world: World, what: 'role' | 'SMTP.SendAsApp' | 'token'): boolean =>
  ['exchange:', 'exchange:*', `exchange:${what}`].some((each) => world.removedPermissions.has(each));

/** As Graph shows them. */
export const offeredRoles = (world: World): typeof EXCHANGE_APP_ROLES =>
  EXCHANGE_APP_ROLES.map((each) =>
    each.value === 'SMTP.SendAsApp' && isRemoved(world, each.value) ? { ...each, isEnabled: false } : each,
  );

/** What Sendpass's identity holds until `PUT /_sandbox/permissions` takes it away. */
const MANAGE = 'Exchange.ManageAsApp';
const mayManage = (world: World): boolean =>
  !['exchange:', 'exchange:*', `exchange:${MANAGE}`].some((each) => world.removedPermissions.has(each));

/** The `roles` of a token for Exchange, as the token service's replica knows them at `at`. */
export function exchangeRoles(world: World, who: { appId: string; oid: string }, at: number): string[] {
  const granted = world.appRoleAssignments.filter((each) => each.principalId === who.oid && each.visibleAt <= at);
  const roles = EXCHANGE_APP_ROLES.filter(({ id }) => granted.some((each) => each.appRoleId === id));
  const values = roles.map(({ value }) => value);
  return who.appId === world.self.appId && mayManage(world) ? [...values, MANAGE] : values;
}

/** An administrator opens the consent URL: everything is granted that the application asks Exchange for. A sentence when it asks for nothing. */
export function grantConsent(world: World, appId: string): string | undefined {
  const { application, principal, resource } = partiesOf(world, appId);
  if (application === undefined || principal === undefined) return `no application '${appId}' with a principal`;
  if (resource === undefined) return 'this tenant has no Exchange Online';
  const asked = rolesAskedFor(application.requiredResourceAccess);
  if (asked.length === 0) return `AADSTS650056: the application asks for no permission of Office 365 Exchange Online`;
  const now = world.now();
  for (const appRoleId of asked) {
    const isIt = (each: { principalId: string; appRoleId: string }): boolean =>
      each.principalId === principal.id && each.appRoleId === appRoleId;
    if (world.appRoleAssignments.some(isIt)) continue;
    world.appRoleAssignments.push({
      id: randomUUID(),
      principalId: principal.id,
      resourceId: resource.id,
      appRoleId,
      createdDateTime: new Date(now).toISOString(),
      visibleAt: now + world.draw('lag exchange consent', world.lag.exchange),
    });
  }
  return undefined;
}

/** Tokens that are out already keep their roles until they end. */
export function withdrawConsent(world: World, appId: string): string | undefined {
  const { principal } = partiesOf(world, appId);
  if (principal === undefined) return `no application '${appId}' with a principal`;
  world.appRoleAssignments = world.appRoleAssignments.filter((each) => each.principalId !== principal.id);
  return undefined;
}

function partiesOf(world: World, appId: string) {
  const live = (each: { appId: string; deletedAt: number | null }, id: string): boolean =>
    each.deletedAt === null && each.appId === id;
  return {
    application: world.applications.find((each) => live(each, appId)),
    principal: world.principals.find((each) => live(each, appId)),
    resource: world.principals.find((each) => live(each, EXCHANGE_APP_ID)),
  };
}

type Access = { resourceAppId: string; resourceAccess: { id: string; type: string }[] };

function rolesAskedFor(required: unknown[]): string[] {
  // Graph's door (graph/application-body.ts) lets nothing else in.
  const asked = (required as Access[]).filter((each) => each.resourceAppId.toLowerCase() === EXCHANGE_APP_ID);
  const ids = asked.flatMap((each) => each.resourceAccess).filter(({ type }) => type === 'Role');
  const known = EXCHANGE_APP_ROLES.map(({ id }) => id);
  return ids.map(({ id }) => id.toLowerCase()).filter((id) => known.includes(id));
}
