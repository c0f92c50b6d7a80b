import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type Call,
  CREATE_IF_MISSING,
  graphAs,
  type Json,
  msal,
  ownToken,
  SHORT_LAG,
  start,
  type Started,
  until,
} from '../sandbox/support.ts';

let sandbox: Started;
let graph: Call;
beforeAll(async () => {
  sandbox = await start();
  graph = await graphAs(sandbox);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  await sandbox.control('PUT', 'faults', { latency: [1, 2], lag: SHORT_LAG });
});

const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
const SCOPE = 'https://outlook.office365.com/.default';

/** As Sendpass finds it: by its value. */
async function sendingRole(): Promise<{ resourceId: string; roleId: string }> {
  const { body } = await graph('GET', `/servicePrincipals(appId='${EXCHANGE}')?$select=id,appRoles`);
  const role = body['appRoles'].find((each: Json) => each['value'] === 'SMTP.SendAsApp');
  expect(role['allowedMemberTypes']).toEqual(['Application']);
  return { resourceId: body['id'], roleId: role['id'] };
}

async function newSender(requiredResourceAccess: unknown[]) {
  const wish = { displayName: 'X', requiredResourceAccess };
  const { body: app } = await graph('PATCH', "/applications(uniqueName='sendpass-x-1')", wish, CREATE_IF_MISSING);
  const appId: string = app['appId'];
  const principal = await until(201, () => graph('POST', '/servicePrincipals', { appId }));
  const password = await until(200, () => graph('POST', `/applications/${app['id']}/addPassword`, {}));
  const principalId: string = principal.body['id'];
  await until(200, () => graph('GET', `/servicePrincipals/${principalId}`));
  const roles = async (): Promise<unknown> => {
    const client = msal(sandbox, appId, password.body['secretText']);
    const answer = await client.acquireTokenByClientCredential({ scopes: [SCOPE], skipCache: true });
    return decodeJwt(answer!.accessToken)['roles'];
  };
  const granted = async (): Promise<Json[]> =>
    (await graph('GET', `/servicePrincipals/${principalId}/appRoleAssignments`)).body['value'];
  return { id: app['id'] as string, appId, principalId, roles, granted };
}

test('a token for Exchange is v1-shaped and names the principal; nothing is granted that nobody consented to', async () => {
  const { roleId } = await sendingRole();
  const asked = [{ resourceAppId: EXCHANGE, resourceAccess: [{ id: roleId, type: 'Role' }] }];
  const sender = await newSender(asked);
  await expect.poll(() => sender.roles().catch(() => 'refused')).toBeUndefined();
  expect(await sender.granted()).toEqual([]);
  const read = await graph('GET', `/applications/${sender.id}?$select=requiredResourceAccess`);
  expect(read.body['requiredResourceAccess']).toEqual(asked);
});

test('what an administrator consented to is shown by Graph, is in the next token, and is gone when taken back', async () => {
  const { roleId, resourceId } = await sendingRole();
  const sender = await newSender([{ resourceAppId: EXCHANGE, resourceAccess: [{ id: roleId, type: 'Role' }] }]);
  const consent = (granted: boolean) => sandbox.control('POST', 'exchange/consent', { appId: sender.appId, granted });
  expect((await consent(true)).status).toBe(200);
  await expect.poll(() => sender.granted()).toMatchObject([{ resourceId, appRoleId: roleId }]);
  await expect.poll(() => sender.roles().catch(() => 'refused')).toEqual(['SMTP.SendAsApp']);
  await consent(true);
  expect((await sandbox.state())['appRoleAssignments']).toHaveLength(1);
  await consent(false);
  expect(await sender.granted()).toEqual([]);
  expect(await sender.roles()).toBeUndefined();
});

test('an application that asks Exchange for nothing cannot be consented to; Sendpass cannot hand out permissions itself', async () => {
  const sender = await newSender([]);
  const { status, body } = await sandbox.control('POST', 'exchange/consent', { appId: sender.appId, granted: true });
  expect({ status, code: body['error'].message }).toEqual({
    status: 400,
    code: expect.stringContaining('AADSTS650056'),
  });
  const itself = await graph('POST', `/servicePrincipals/${sender.principalId}/appRoleAssignments`, {});
  expect(itself.status).toBe(403);
});

test("Sendpass's own identity may manage Exchange until that is taken away", async () => {
  const roles = async (): Promise<unknown> => decodeJwt(await ownToken(sandbox, SCOPE))['roles'];
  expect(await roles()).toEqual(['Exchange.ManageAsApp']);
  await sandbox.control('PUT', 'permissions', { remove: ['exchange:Exchange.ManageAsApp'] });
  expect(await roles()).toBeUndefined();
});

test('a shared mailbox is a directory user nobody signs in as, found by each of its addresses', async () => {
  const path = "/users?$filter=proxyAddresses/any(p:p eq 'smtp:monthly-reports@contoso.com')";
  const asked = `${path}&$select=id,displayName,mail,accountEnabled&$count=true`.replaceAll(' ', '%20');
  const { body } = await graph('GET', asked, undefined, { ConsistencyLevel: 'eventual' });
  expect(body['value']).toMatchObject([
    { displayName: 'Figures and Statistics', mail: 'reports@contoso.com', accountEnabled: false },
  ]);
  const people: Json[] = (await sandbox.state())['people'];
  expect(people.map((each) => each['mail'])).not.toContain('reports@contoso.com');
});

test('the world can be edited: SMTP AUTH of tenant and mailbox, security defaults, a mailbox that is deleted', async () => {
  const edit = (exchange: object) => sandbox.control('PUT', 'world', { exchange });
  await edit({ smtpClientAuthenticationDisabled: false, securityDefaults: true });
  await edit({ mailbox: { address: 'erp@contoso.com', smtpClientAuthenticationDisabled: true } });
  const { exchange } = (await edit({ deleteMailbox: 'invoices@contoso.com' })).body;
  expect(exchange).toMatchObject({ smtpClientAuthenticationDisabled: false, securityDefaults: true });
  const mailboxes: Json[] = exchange['mailboxes'];
  expect(mailboxes.find((each) => each['address'] === 'erp@contoso.com')).toMatchObject({
    smtpClientAuthenticationDisabled: true,
  });
  expect(mailboxes.map((each) => each['address'])).not.toContain('invoices@contoso.com');
  expect((await graph('GET', '/users/invoices@contoso.com')).status).toBe(404);
  expect((await edit({ deleteMailbox: 'invoices@contoso.com' })).status).toBe(400);
});
