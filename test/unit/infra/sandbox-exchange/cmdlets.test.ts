import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Json, ownToken, SHORT_LAG, start, type Started } from '../sandbox/support.ts';

let sandbox: Started;
let token: string;
beforeAll(async () => {
  sandbox = await start();
  token = await ownToken(sandbox, 'https://outlook.office365.com/.default');
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  await sandbox.control('PUT', 'faults', { latency: [1, 2], lag: SHORT_LAG });
});

const MAILBOX = 'invoices@contoso.com';
const ROLE = 'Application SMTP.SendAsApp';
const app = { AppId: crypto.randomUUID(), ObjectId: crypto.randomUUID() };

async function send(
  CmdletName: string,
  Parameters: object = {},
  bearer = token,
): Promise<{ status: number; body: Json }> {
  const tenant = sandbox.env['TENANT_ID']!;
  const reply = await fetch(`${sandbox.cloud.exchangeAdmin.endpoint}/adminapi/beta/${tenant}/InvokeCommand`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ CmdletInput: { CmdletName, Parameters } }),
  });
  return { status: reply.status, body: (await reply.json()) as Json };
}

async function invoke(name: string, parameters: object = {}): Promise<Json[]> {
  const { status, body } = await send(name, parameters);
  if (status !== 200) throw new Error(body['error'].message);
  return body['value'];
}

const register = () => invoke('New-ServicePrincipal', { ...app, DisplayName: 'Sender' });
const makeScope = (filter = `PrimarySmtpAddress -eq '${MAILBOX}'`) =>
  invoke('New-ManagementScope', { Name: 'scope', RecipientRestrictionFilter: filter });
const assign = (parameters: object = {}) =>
  invoke('New-ManagementRoleAssignment', {
    Name: 'may send',
    App: app.ObjectId,
    Role: ROLE,
    CustomResourceScope: 'scope',
    ...parameters,
  });
const inScope = async (mailbox: string): Promise<unknown> =>
  (await invoke('Test-ServicePrincipalAuthorization', { Identity: app.ObjectId, Resource: mailbox }))[0]?.['InScope'];

test('registered, scoped and assigned: in scope is what the filter finds, and nothing else', async () => {
  await register();
  await makeScope();
  await assign();
  expect(await invoke('Get-ServicePrincipal')).toMatchObject([app]);
  expect(await inScope(MAILBOX)).toBe(true);
  expect(await inScope('outside@contoso.com')).toBe(false);
  expect(await invoke('Get-ManagementRoleAssignment', { Identity: 'may send' })).toMatchObject([
    { Role: ROLE, CustomResourceScope: 'scope', App: app.ObjectId },
  ]);
});

test('forgetting the scope gives the whole organisation', async () => {
  await register();
  await assign({ CustomResourceScope: null });
  expect(await inScope('outside@contoso.com')).toBe(true);
});

test.each([
  [`PrimarySmtpAddress -eq 'invoices@contoso.com'`, ['invoices@contoso.com']],
  [`(PrimarySmtpAddress -eq 'ERP@contoso.com') -or (PrimarySmtpAddress -eq 'nobody@contoso.com')`, ['erp@contoso.com']],
  [`PrimarySmtpAddress -eq 'monthly-reports@contoso.com'`, []],
  [`EmailAddresses -like '*monthly-reports@*'`, ['reports@contoso.com']],
  [`RecipientTypeDetails -eq 'SharedMailbox' -and -not (Alias -like '*o*')`, ['erp@contoso.com']],
])('a filter is previewed: %s', async (RecipientPreviewFilter, addresses) => {
  const found = await invoke('Get-Recipient', { RecipientPreviewFilter });
  expect(found.map((each) => each['PrimarySmtpAddress'])).toEqual(addresses);
});

test.each(["MemberOfGroup -eq 'x'", "PrimarySmtpAddress = 'a'", "(PrimarySmtpAddress -eq 'a'", ''])(
  'a filter it would not take is refused: %s',
  (filter) => expect(makeScope(filter)).rejects.toThrow(/TaskArgumentException|ParameterBinding/),
);

test('what is there under a name or an id is not made again; what is not there cannot be removed, named or tested', async () => {
  await register();
  await makeScope();
  await assign();
  for (const again of [register, makeScope, assign]) await expect(again()).rejects.toThrow(/AlreadyExistsException/);
  const missing: [string, object][] = [
    ['Remove-ServicePrincipal', { Identity: crypto.randomUUID() }],
    ['Get-ManagementScope', { Identity: 'x' }],
    ['Remove-ManagementScope', { Identity: 'x' }],
    ['Get-ManagementRoleAssignment', { Identity: 'x' }],
    ['Test-ServicePrincipalAuthorization', { Identity: 'x' }],
    ['Get-CASMailbox', { Identity: 'nobody@contoso.com' }],
    ['Add-MailboxPermission', { Identity: MAILBOX, User: 'x', AccessRights: ['FullAccess'] }],
  ];
  for (const [name, parameters] of missing)
    await expect(invoke(name, parameters), name).rejects.toThrow(/ManagementObjectNotFoundException/);
});

test('a role needs a registered application, a known role and a scope that is there', async () => {
  await makeScope();
  await expect(assign()).rejects.toThrow(/NotFound/);
  await register();
  await expect(assign({ Role: 'Application Everything' })).rejects.toThrow(/NotFound/);
  await expect(assign({ CustomResourceScope: 'other' })).rejects.toThrow(/NotFound/);
});

test('a scope in use stays; removed in the right order nothing is left', async () => {
  await register();
  await makeScope();
  await assign();
  await expect(invoke('Remove-ManagementScope', { Identity: 'scope' })).rejects.toThrow(/InvalidOperation/);
  await invoke('Remove-ManagementRoleAssignment', { Identity: 'may send', Confirm: false });
  await invoke('Remove-ManagementScope', { Identity: 'scope', Confirm: false });
  await invoke('Remove-ServicePrincipal', { Identity: app.ObjectId, Confirm: false });
  const { exchange } = await sandbox.state();
  expect(exchange).toMatchObject({ servicePrincipals: [], scopes: [], roleAssignments: [] });
});

test('the object id of an app registration is taken like any other', async () => {
  const ids = { AppId: app.AppId, ObjectId: crypto.randomUUID() };
  await expect(invoke('New-ServicePrincipal', ids)).resolves.toHaveLength(1);
  await expect(invoke('New-ServicePrincipal', { ...ids, ObjectId: 'not a guid' })).rejects.toThrow(/GUID/);
});

test('rights on a mailbox: given, shown, given again without a second one, taken', async () => {
  await register();
  const full = { Identity: MAILBOX, User: app.ObjectId, AccessRights: ['FullAccess'] };
  const send_ = { Identity: MAILBOX, Trustee: app.ObjectId, AccessRights: ['SendAs'] };
  await invoke('Add-MailboxPermission', { ...full, AutoMapping: false });
  await invoke('Add-MailboxPermission', full);
  await invoke('Add-RecipientPermission', { ...send_, Confirm: false });
  const { AccessRights: _full, ...whose } = full;
  expect(await invoke('Get-MailboxPermission', whose)).toMatchObject([{ AccessRights: ['FullAccess'], Deny: false }]);
  await invoke('Remove-MailboxPermission', full);
  await invoke('Remove-MailboxPermission', full);
  expect((await sandbox.state())['exchange'].permissions).toMatchObject([{ right: 'SendAs', mailbox: MAILBOX }]);
});

test('SMTP AUTH of a mailbox and of the tenant', async () => {
  const look = async (): Promise<unknown> =>
    (await invoke('Get-CASMailbox', { Identity: MAILBOX }))[0]?.['SmtpClientAuthenticationDisabled'];
  expect(await look()).toBeNull();
  await invoke('Set-CASMailbox', { Identity: MAILBOX, SmtpClientAuthenticationDisabled: false });
  expect(await look()).toBe(false);
  await invoke('Set-CASMailbox', { Identity: MAILBOX, SmtpClientAuthenticationDisabled: null });
  expect(await look()).toBeNull();
  await invoke('Set-TransportConfig', { SmtpClientAuthenticationDisabled: false });
  expect(await invoke('Get-TransportConfig')).toEqual([{ SmtpClientAuthenticationDisabled: false }]);
});

test('who may: a token for Exchange, of an identity with Exchange.ManageAsApp; what it does not know it says', async () => {
  expect((await send('Get-ServicePrincipal', {}, 'junk')).status).toBe(401);
  expect((await send('Get-ServicePrincipal', {}, await ownToken(sandbox, sandbox.cloud.graph.scope))).status).toBe(401);
  await sandbox.control('PUT', 'permissions', { remove: ['exchange:Exchange.ManageAsApp'] });
  expect((await send('Get-ServicePrincipal')).status).toBe(403);
  await sandbox.control('PUT', 'permissions', { remove: [] });
  await expect(invoke('Remove-Mailbox', {})).rejects.toThrow(/CommandNotFoundException/);
  await expect(invoke('Get-ServicePrincipal', { Nonsense: 1 })).rejects.toThrow(/ParameterBindingException/);
  await expect(
    invoke('New-ManagementScope', { Name: 'x'.repeat(65), RecipientRestrictionFilter: "Alias -eq 'x'" }),
  ).rejects.toThrow(/too long/);
});
