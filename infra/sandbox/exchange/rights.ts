// Which mailboxes an application may use, from what Exchange's administrators made. `at`: what the replicas knew then.
import type { World } from '../world.ts';
import { parseRecipientFilter } from './recipient-filter.ts';
import type { ExchangePrincipal, Mailbox, ManagementRoleAssignment, MailboxPermission } from './state.ts';

/** The application role of App RBAC that lets an application send over SMTP (facts §7.2). */
export const SENDING_ROLE = 'Application SMTP.SendAsApp';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** By its primary address. */
export const findMailbox = (world: World, address: string): Mailbox | undefined =>
  world.exchange.mailboxes.find((each) => same(each.address, address));

/** By any address it receives at. */
export const ownerOf = (world: World, address: string): Mailbox | undefined =>
  world.exchange.mailboxes.find((each) => [each.address, ...each.aliases].some((one) => same(one, address)));

/** Registered with these ids? One with the object id of the app registration is registered well, and matches no token (facts §7.4). */
export function findRegistered(
  world: World,
  ids: { appId: string; objectId: string },
  at: number,
): ExchangePrincipal | undefined {
  return world.exchange.servicePrincipals.find(
    (each) => same(each.appId, ids.appId) && same(each.objectId, ids.objectId) && each.visibleAt <= at,
  );
}

/** Without a scope a role holds for the whole organisation (Test-ServicePrincipalAuthorization: `Organization`). */
export function isInScope(world: World, assignment: ManagementRoleAssignment, mailbox: Mailbox): boolean {
  const name = assignment.customResourceScope;
  if (name === null) return true;
  const scope = world.exchange.scopes.find((each) => same(each.name, name));
  return scope !== undefined && parseRecipientFilter(scope.recipientFilter)(mailbox);
}

/** By App RBAC. */
export const mayByRole = (world: World, objectId: string, mailbox: Mailbox, at: number): boolean =>
  world.exchange.roleAssignments.some(
    (each) =>
      same(each.app, objectId) && each.role === SENDING_ROLE && each.visibleAt <= at && isInScope(world, each, mailbox),
  );

/** The classic way. */
export const hasRight = (
  world: World,
  wish: { objectId: string; mailbox: Mailbox; right: MailboxPermission['right']; at: number },
): boolean =>
  world.exchange.permissions.some(
    (each) =>
      same(each.user, wish.objectId) &&
      same(each.mailbox, wish.mailbox.address) &&
      each.right === wish.right &&
      each.visibleAt <= wish.at,
  );
