import type { ExchangeWish } from '../../src/relays/exchange-wish.ts';
import { sameAddress, scopeFilter, sendingRole } from '../../src/shared/exchange-scope.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { findAssignment, findScope, found } from './cmdlets.ts';
import { orNone, unlessThere } from './errors.ts';
import type { Invoke } from './invoke.ts';
import { otherAssignment, tooWide } from './refusals.ts';

// App RBAC: a scope with the mailboxes, and the role "send" on it (facts/azure §7.2).

/** Scope before assignment, and what it really holds between them: a role on a scope that is too wide could send as others. */
export async function allowScoped(invoke: Invoke, wish: ExchangeWish): Promise<void> {
  const { scopeName, assignmentName, objectId, mailboxes } = wish;
  const scope = (await findScope(invoke, scopeName)) ?? (await makeScope(invoke, wish));
  const held = await found(invoke, scope.filter);
  const other = held.find((address) => !mailboxes.some((each) => sameAddress(each, address)));
  if (other !== undefined) throw tooWide(other);
  if (held.length < mailboxes.length) throw notShown();
  const assignment = await findAssignment(invoke, assignmentName);
  if (assignment === undefined) {
    await invoke('New-ManagementRoleAssignment', {
      Name: assignmentName,
      App: objectId,
      Role: sendingRole,
      CustomResourceScope: scopeName,
    }).catch(unlessThere);
    return;
  }
  if (assignment.role !== sendingRole) throw otherAssignment(assignmentName, `the role "${assignment.role}"`);
  if (assignment.scope !== scopeName) throw otherAssignment(assignmentName, 'another scope');
}

async function makeScope(invoke: Invoke, { scopeName, mailboxes }: ExchangeWish): Promise<{ filter: string }> {
  const filter = scopeFilter(mailboxes);
  await invoke('New-ManagementScope', { Name: scopeName, RecipientRestrictionFilter: filter }).catch(unlessThere);
  // As Exchange keeps it, not as it was sent: that is what will be enforced.
  const made = await findScope(invoke, scopeName);
  if (made === undefined) throw notShown();
  return made;
}

const notShown = (): SendpassError =>
  new SendpassError({
    code: 'exchange-not-found',
    kind: 'not-yet',
    advice: 'Exchange does not show the new scope yet – usually minutes.',
    vendor: { neighbour: 'exchange' },
  });

/** The assignment first: from then on nothing can be sent. A scope in use cannot be removed. */
export async function withdrawScoped(invoke: Invoke, { assignmentName, scopeName }: ExchangeWish): Promise<void> {
  const gone = (thrown: unknown) => orNone(thrown, []);
  await invoke('Remove-ManagementRoleAssignment', { Identity: assignmentName, Confirm: false }).catch(gone);
  await invoke('Remove-ManagementScope', { Identity: scopeName, Confirm: false }).catch(gone);
}
