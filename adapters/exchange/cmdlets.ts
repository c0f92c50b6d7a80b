import { z } from 'zod';
import { SendpassError } from '../../src/shared/errors.ts';
import { orNone } from './errors.ts';
import type { Invoke, Row } from './invoke.ts';

// The looks, each as data. Exchange writes booleans and lists as themselves or as text, depending on the cmdlet: both are read.

const text = z.coerce.string();
const yes = z.union([z.boolean(), z.string().transform((value) => value.toLowerCase() === 'true')]);
const words = z.union([z.array(z.string()), z.string().transform((value) => value.split(/[\s,{}]+/))]);

const one = async <Value>(rows: Promise<Row[]>, shape: z.ZodType<Value>): Promise<Value | undefined> => {
  const [row] = await rows.catch((thrown: unknown) => orNone<Row[]>(thrown, []));
  return row === undefined ? undefined : shape.parse(row);
};

const principalShape = z.object({ AppId: text, ObjectId: text });

/** Registrations of this application: one, or one with a wrong object id, or both. */
export async function registrations(invoke: Invoke, appId: string): Promise<{ objectId: string }[]> {
  const all = z.array(principalShape).parse(await invoke('Get-ServicePrincipal'));
  return all
    .filter((each) => each.AppId.toLowerCase() === appId.toLowerCase())
    .map((each) => ({ objectId: each.ObjectId }));
}

const scopeShape = z.object({ RecipientFilter: text }).transform((scope) => ({ filter: scope.RecipientFilter }));

export const findScope = (invoke: Invoke, name: string): Promise<{ filter: string } | undefined> =>
  one(invoke('Get-ManagementScope', { Identity: name }), scopeShape);

const assignmentShape = z
  .object({ Role: text, CustomResourceScope: text.nullish() })
  .transform((each) => ({ role: each.Role, scope: each.CustomResourceScope ?? null }));

export const findAssignment = (
  invoke: Invoke,
  name: string,
): Promise<{ role: string; scope: string | null } | undefined> =>
  one(invoke('Get-ManagementRoleAssignment', { Identity: name }), assignmentShape);

/** Primary addresses a filter finds. */
export async function found(invoke: Invoke, filter: string): Promise<string[]> {
  const rows = await invoke('Get-Recipient', { RecipientPreviewFilter: filter, ResultSize: 'Unlimited' });
  return z
    .array(z.object({ PrimarySmtpAddress: text }))
    .parse(rows)
    .map((each) => each.PrimarySmtpAddress);
}

const authorization = z.array(z.object({ RoleName: text, InScope: yes }));

/** Null: it could not be asked, for example while Exchange does not know the application yet. That must not spoil the rest of the report. */
export async function mayUse(
  invoke: Invoke,
  wish: { objectId: string; mailbox: string; role: string },
): Promise<boolean | null> {
  const rows = await invoke('Test-ServicePrincipalAuthorization', {
    Identity: wish.objectId,
    Resource: wish.mailbox,
  }).catch((thrown: unknown) => orUnasked(thrown));
  if (rows === null) return null;
  return authorization.parse(rows).some((each) => each.InScope && each.RoleName === wish.role);
}

function orUnasked(thrown: unknown): null {
  if (thrown instanceof SendpassError && thrown.code === 'exchange-refused') return null;
  return orNone(thrown, null);
}

const casShape = z
  .object({ SmtpClientAuthenticationDisabled: yes.nullish() })
  .transform((each) => each.SmtpClientAuthenticationDisabled ?? null);
const stateOf = { true: 'off', false: 'on', null: 'tenant' } as const;

/** Undefined: no such mailbox. */
export async function smtpAuthOf(invoke: Invoke, mailbox: string): Promise<'on' | 'off' | 'tenant' | undefined> {
  const disabled = await one(invoke('Get-CASMailbox', { Identity: mailbox }), casShape);
  return disabled === undefined ? undefined : stateOf[`${disabled}`];
}

export async function tenantSmtpAuth(invoke: Invoke): Promise<'on' | 'off'> {
  return (await one(invoke('Get-TransportConfig'), casShape)) === true ? 'off' : 'on';
}

const permissionShape = z.array(z.object({ AccessRights: words, Deny: yes.nullish() }));

/** Undefined: no such mailbox, or nobody there of this id. */
export async function rightsOn(
  invoke: Invoke,
  { mailbox, objectId }: { mailbox: string; objectId: string },
): Promise<{ fullAccess: boolean; sendAs: boolean } | undefined> {
  const none = (thrown: unknown) => orNone(thrown, undefined);
  const full = await invoke('Get-MailboxPermission', { Identity: mailbox, User: objectId }).catch(none);
  const send = await invoke('Get-RecipientPermission', { Identity: mailbox, Trustee: objectId }).catch(none);
  if (full === undefined && send === undefined) return undefined;
  const holds = (rows: Row[] | undefined, right: string): boolean =>
    permissionShape.parse(rows ?? []).some((each) => each.Deny !== true && each.AccessRights.includes(right));
  return { fullAccess: holds(full, 'FullAccess'), sendAs: holds(send, 'SendAs') };
}
