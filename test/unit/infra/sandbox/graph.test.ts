import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CREATE_IF_MISSING, graphAs, ownToken, SHORT_LAG, start, until, type Call, type Started } from './support.ts';

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

const byName = (name: string): string => `/applications(uniqueName='${name}')`;
const upsert = (name: string, body: object = {}) =>
  graph('PATCH', byName(name), { displayName: 'Billing', ...body }, CREATE_IF_MISSING);
const own = (): string => sandbox.env['IDENTITY_CLIENT_ID']!;

test('upsert answers 201 with a body, then 204 without one, and needs its header for a missing application', async () => {
  expect((await graph('PATCH', byName('sendpass-a-1'), { displayName: 'A' })).status).toBe(404);
  const made = await upsert('sendpass-a-1', { signInAudience: 'AzureADMyOrg' });
  expect(made).toMatchObject({ status: 201, body: { uniqueName: 'sendpass-a-1', createdByAppId: own() } });
  expect(await upsert('sendpass-a-1', { notes: 'changed' })).toMatchObject({ status: 204, body: {} });
  const read = await until(200, () => graph('GET', `${byName('sendpass-a-1')}?$select=id,notes`));
  expect(read.body).toMatchObject({ id: made.body['id'], notes: 'changed' });
  expect(read.body).not.toHaveProperty('displayName');
  expect((await sandbox.state())['applications']).toHaveLength(1);
});

test('left out, the audience includes personal accounts; secrets cannot be written with an application', async () => {
  expect((await upsert('sendpass-a-1')).body['signInAudience']).toBe('AzureADandPersonalMicrosoftAccount');
  const { status, body } = await upsert('sendpass-b-1', { passwordCredentials: [{ displayName: 'x' }] });
  expect({ status, code: body['error'].code }).toEqual({ status: 400, code: 'Request_BadRequest' });
});

test('while an application replicates, reads are 404 and its principal is refused with a text that reads like a permission', async () => {
  await sandbox.control('PUT', 'faults', { lag: { app: [2000, 2000], principal: [2000, 2000] } });
  const { body: app } = await upsert('sendpass-a-1');
  expect(await graph('GET', byName('sendpass-a-1'))).toMatchObject({
    status: 404,
    body: { error: { code: 'Request_ResourceNotFound' } },
  });
  expect((await graph('POST', `/applications/${app['id']}/addPassword`, {})).status).toBe(404);
  const early = await graph('POST', '/servicePrincipals', { appId: app['appId'] });
  expect(early).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } });
  expect(early.body['error'].message).toContain(
    'backing application of the service principal being created must in the local tenant',
  );
  expect((await upsert('sendpass-a-1')).status).toBe(204);
  const principal = await until(201, () => graph('POST', '/servicePrincipals', { appId: app['appId'] }));
  expect((await graph('GET', `/servicePrincipals/${principal.body['id']}`)).status).toBe(404);
  expect((await graph('POST', '/servicePrincipals', { appId: app['appId'] })).status).toBe(409);
});

test('every addPassword makes one more secret; its text is shown once', async () => {
  const { body: app } = await upsert('sendpass-a-1');
  const add = () =>
    graph('POST', `/applications(appId='${app['appId']}')/addPassword`, {
      passwordCredential: { displayName: 'sendpass:1' },
    });
  const first = (await until(200, add)).body;
  const second = (await add()).body;
  expect(first['secretText']).toMatch(/^.{16,64}$/);
  expect(first['hint']).toBe(first['secretText'].slice(0, 3));
  // Each secret reaches the replicas in its own time.
  const look = () => graph('GET', `/applications/${app['id']}`);
  await expect.poll(async () => (await look()).body['passwordCredentials']?.length, { timeout: 30_000 }).toBe(2);
  const shown = await look();
  expect(shown.body['passwordCredentials'].map((each: { keyId: string }) => each.keyId)).toEqual([
    first['keyId'],
    second['keyId'],
  ]);
  expect(JSON.stringify(shown.body)).not.toContain(first['secretText']);
  const remove = () => graph('POST', `/applications/${app['id']}/removePassword`, { keyId: first['keyId'] });
  expect((await remove()).status).toBe(204);
  expect((await remove()).status).toBe(400);
});

test('a lifetime over the tenant policy is refused, and the policy can be read', async () => {
  await sandbox.control('PUT', 'world', { maxPasswordLifetime: 'P180D' });
  const { body: app } = await upsert('sendpass-a-1');
  const add = (days: number) =>
    graph('POST', `/applications/${app['id']}/addPassword`, {
      passwordCredential: { endDateTime: new Date(Date.now() + days * 86_400_000).toISOString() },
    });
  await until(200, () => add(179));
  expect(await add(181)).toMatchObject({
    status: 400,
    body: { error: { code: 'CredentialInvalidLifetimeAsPerAppPolicy' } },
  });
  const policy = (await graph('GET', '/policies/defaultAppManagementPolicy')).body;
  expect(policy['applicationRestrictions'].passwordCredentials[0]).toMatchObject({
    restrictionType: 'passwordLifetime',
    maxLifetime: 'P180D',
  });
});

test("somebody else's application under our name can be read and not written", async () => {
  await sandbox.control('PUT', 'world', { squat: { uniqueName: 'sendpass-a-1' } });
  const found = await graph('GET', byName('sendpass-a-1'));
  expect(found.body['createdByAppId']).not.toBe(own());
  for (const call of [
    upsert('sendpass-a-1'),
    graph('POST', `/applications/${found.body['id']}/addPassword`, {}),
    graph('DELETE', `/applications/${found.body['id']}`),
    graph('POST', `/applications/${found.body['id']}/owners/$ref`, {}),
  ]) {
    expect(await call).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } });
  }
});

test('a deleted application goes to the bin with its principal, keeps its name, and comes back without the principal', async () => {
  const { body: app } = await upsert('sendpass-a-1');
  await until(201, () => graph('POST', '/servicePrincipals', { appId: app['appId'] }));
  expect((await graph('DELETE', `/applications/${app['id']}`)).status).toBe(204);
  expect((await upsert('sendpass-a-1')).status).toBe(409);
  expect((await graph('GET', '/directory/deletedItems/microsoft.graph.application')).body['value']).toHaveLength(1);
  expect((await graph('POST', `/directory/deletedItems/${app['id']}/restore`)).status).toBe(200);
  const state = await sandbox.state();
  expect(state['applications']).toHaveLength(1);
  expect(state['principals']).toHaveLength(0);
});

test('lists come in pages', async () => {
  for (const n of [1, 2, 3]) await upsert(`sendpass-a-${n}`);
  const names: string[] = [];
  let path = "/applications?$select=uniqueName&$top=2&$filter=startswith(uniqueName,'sendpass-')";
  while (path !== '') {
    const { body } = await graph('GET', path);
    names.push(...body['value'].map((each: { uniqueName: string }) => each.uniqueName));
    path = String(body['@odata.nextLink'] ?? '').replace(`${sandbox.cloud.graph.endpoint}/v1.0`, '');
  }
  expect(names).toEqual(['sendpass-a-1', 'sendpass-a-2', 'sendpass-a-3']);
});

test('an address or alias finds its person, a group its members; advanced queries need their header', async () => {
  const people = async (query: string, headers = {}) => graph('GET', `/users?${query}`, undefined, headers);
  const alias = await people(
    `$filter=${encodeURIComponent("mail eq 'x@y' or proxyAddresses/any(p:p eq 'smtp:finance-director@mail.contoso.com')")}`,
  );
  expect(alias.body['value'].map((each: { displayName: string }) => each.displayName)).toEqual(['Dana Reyes']);
  expect(alias.body['value'][0]).not.toHaveProperty('proxyAddresses');
  const search = `$search=${encodeURIComponent('"displayName:dana"')}`;
  expect(await people(search)).toMatchObject({ status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } });
  expect((await people(`${search}&$count=true`, { ConsistencyLevel: 'eventual' })).body['@odata.count']).toBe(1);
  const group = (await graph('GET', `/groups?$filter=${encodeURIComponent("displayName eq 'IT mail approvers'")}`))
    .body['value'][0];
  const approver = (await sandbox.state())['people'].find((each: { id: string }) => each.id === 'approver');
  const check = (id: string) => graph('POST', `/users/${id}/checkMemberGroups`, { groupIds: [group.id] });
  expect((await check(approver.aadObjectId)).body['value']).toEqual([group.id]);
  expect((await check(alias.body['value'][0].id)).body['value']).toEqual([]);
});

test('a removed permission and a token for another audience are refused', async () => {
  await sandbox.control('PUT', 'permissions', { remove: ['graph:User.Read.All'] });
  expect(await graph('GET', '/users')).toMatchObject({
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied' } },
  });
  expect((await graph('GET', '/groups')).status).toBe(200);
  const wrong = await ownToken(sandbox, sandbox.cloud.arm.scope);
  const reply = await graph('GET', '/applications', undefined, { authorization: `Bearer ${wrong}` });
  expect(reply).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
  expect(reply.headers.get('request-id')).toBe(reply.body['error'].innerError['request-id']);
});
