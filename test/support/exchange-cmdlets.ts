import { exchangeError } from '../../adapters/exchange/errors.ts';
import type { Invoke, Row } from '../../adapters/exchange/invoke.ts';

// An Exchange organisation as its cmdlets show it, in memory: what is registered, allowed and switched. The sandbox imitates the wire; this one
// lets a call fail or the caller die at any cmdlet, in microseconds.

const failed = (exception: string) =>
  exchangeError({ status: 400, text: `|Microsoft.Exchange.Configuration.Tasks.${exception}|x`, requestId: 'r' });
const notFound = () => failed('ManagementObjectNotFoundException');
const same = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase();

export class Died extends Error {}

export function exchangeCmdlets(addresses: string[]) {
  const world = {
    principals: [] as { AppId: string; ObjectId: string; DisplayName: string }[],
    scopes: [] as { Name: string; RecipientFilter: string }[],
    assignments: [] as { Name: string; App: string; Role: string; CustomResourceScope: string | null }[],
    permissions: [] as { mailbox: string; to: string; right: 'FullAccess' | 'SendAs' }[],
    mailboxes: addresses.map((address) => ({ address, disabled: null as boolean | null })),
    tenantDisabled: true,
  };
  const calls: string[] = [];
  /** Dies after the n-th cmdlet that changes something, with its effect done. */
  const faults = { dieAfterWrite: 0, fail: new Map<string, () => Error>() };

  const byName = <Thing extends { Name: string }>(all: Thing[], name: unknown): Thing => {
    const found = all.find((each) => same(each.Name, name));
    if (!found) throw notFound();
    return found;
  };
  const drop = <Thing>(all: Thing[], is: (each: Thing) => boolean): Row[] => {
    const at = all.findIndex(is);
    if (at < 0) throw notFound();
    all.splice(at, 1);
    return [];
  };
  const mailboxOf = (address: unknown) => {
    const found = world.mailboxes.find((each) => same(each.address, address));
    if (!found) throw notFound();
    return found;
  };
  const held = (filter: string): string[] => {
    const named = [...filter.matchAll(/PrimarySmtpAddress -eq '((?:[^']|'')*)'/g)].map(([, text]) =>
      (text ?? '').replaceAll("''", "'"),
    );
    return world.mailboxes.map((each) => each.address).filter((address) => named.some((each) => same(each, address)));
  };
  const granted = (right: 'FullAccess' | 'SendAs', mailbox: unknown, to: unknown): Row[] => {
    mailboxOf(mailbox);
    return world.permissions
      .filter((each) => each.right === right && same(each.mailbox, mailbox) && same(each.to, to))
      .map(() => ({ AccessRights: [right], Deny: 'False' }));
  };
  const give = (right: 'FullAccess' | 'SendAs', mailbox: unknown, to: unknown): Row[] => {
    if (!world.principals.some((each) => same(each.ObjectId, to))) throw notFound();
    world.permissions.push({ mailbox: mailboxOf(mailbox).address, to: String(to), right });
    return [];
  };
  const take = (right: 'FullAccess' | 'SendAs', mailbox: unknown, to: unknown): Row[] =>
    drop(world.permissions, (each) => each.right === right && same(each.mailbox, mailbox) && same(each.to, to));

  const cmdlets: Record<string, (p: Record<string, unknown>) => Row[]> = {
    'Get-ServicePrincipal': () => world.principals,
    'New-ServicePrincipal': ({ AppId, ObjectId, DisplayName }) => {
      if (world.principals.some((each) => same(each.ObjectId, ObjectId)))
        throw failed('ADObjectAlreadyExistsException');
      world.principals.push({ AppId: String(AppId), ObjectId: String(ObjectId), DisplayName: String(DisplayName) });
      return [];
    },
    'Remove-ServicePrincipal': ({ Identity }) => drop(world.principals, (each) => same(each.ObjectId, Identity)),
    'Get-ManagementScope': ({ Identity }) => [byName(world.scopes, Identity)],
    'New-ManagementScope': ({ Name, RecipientRestrictionFilter }) => {
      if (world.scopes.some((each) => same(each.Name, Name))) throw failed('ADObjectAlreadyExistsException');
      world.scopes.push({ Name: String(Name), RecipientFilter: String(RecipientRestrictionFilter) });
      return [];
    },
    'Remove-ManagementScope': ({ Identity }) => {
      if (world.assignments.some((each) => same(each.CustomResourceScope, Identity)))
        throw failed('InvalidOperationException');
      return drop(world.scopes, (each) => same(each.Name, Identity));
    },
    'Get-ManagementRoleAssignment': ({ Identity }) => [byName(world.assignments, Identity)],
    'New-ManagementRoleAssignment': ({ Name, App, Role, CustomResourceScope }) => {
      byName(world.scopes, CustomResourceScope);
      if (!world.principals.some((each) => same(each.ObjectId, App))) throw notFound();
      if (world.assignments.some((each) => same(each.Name, Name))) throw failed('ADObjectAlreadyExistsException');
      const made = { Name: String(Name), App: String(App), Role: String(Role) };
      world.assignments.push({ ...made, CustomResourceScope: String(CustomResourceScope) });
      return [];
    },
    'Remove-ManagementRoleAssignment': ({ Identity }) => drop(world.assignments, (each) => same(each.Name, Identity)),
    'Get-Recipient': ({ RecipientPreviewFilter }) =>
      held(String(RecipientPreviewFilter)).map((address) => ({ PrimarySmtpAddress: address })),
    'Test-ServicePrincipalAuthorization': ({ Identity, Resource }) => {
      if (!world.principals.some((each) => same(each.ObjectId, Identity))) throw notFound();
      const { address } = mailboxOf(Resource);
      return world.assignments
        .filter((each) => same(each.App, Identity))
        .map((each) => ({
          RoleName: each.Role,
          InScope: held(byName(world.scopes, each.CustomResourceScope).RecipientFilter).includes(address),
        }));
    },
    'Get-MailboxPermission': ({ Identity, User }) => granted('FullAccess', Identity, User),
    'Add-MailboxPermission': ({ Identity, User }) => give('FullAccess', Identity, User),
    'Remove-MailboxPermission': ({ Identity, User }) => take('FullAccess', Identity, User),
    'Get-RecipientPermission': ({ Identity, Trustee }) => granted('SendAs', Identity, Trustee),
    'Add-RecipientPermission': ({ Identity, Trustee }) => give('SendAs', Identity, Trustee),
    'Remove-RecipientPermission': ({ Identity, Trustee }) => take('SendAs', Identity, Trustee),
    'Get-CASMailbox': ({ Identity }) => [{ SmtpClientAuthenticationDisabled: mailboxOf(Identity).disabled }],
    'Set-CASMailbox': ({ Identity, SmtpClientAuthenticationDisabled }) => {
      mailboxOf(Identity).disabled = SmtpClientAuthenticationDisabled as boolean | null;
      return [];
    },
    'Get-TransportConfig': () => [{ SmtpClientAuthenticationDisabled: world.tenantDisabled }],
  };

  const invoke: Invoke = async (cmdlet, parameters = {}) => {
    calls.push(cmdlet);
    const failing = faults.fail.get(cmdlet);
    if (failing) throw failing();
    const run = cmdlets[cmdlet];
    if (!run) throw failed('CommandNotFoundException');
    const rows = run(parameters);
    if (!/^(Get|Test)-/.test(cmdlet) && --faults.dieAfterWrite === 0) throw new Died(cmdlet);
    return rows;
  };
  /** Cmdlets that change something, in order, since the last time they were asked for. */
  const writes = (): string[] => calls.splice(0).filter((each) => !/^(Get|Test)-/.test(each));
  return { world, invoke, faults, writes };
}
