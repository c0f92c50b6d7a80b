import { ClientSecretCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  CREATE_IF_MISSING,
  graphAs,
  msal,
  ownToken,
  SHORT_LAG,
  start,
  until,
  type Call,
  type Started,
} from './support.ts';

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

const scopes = ['https://vault.azure.net/.default'];
const prove = (appId: string, secret: string, tenant?: string) =>
  msal(sandbox, appId, secret, tenant).acquireTokenByClientCredential({ scopes, skipCache: true });

async function newSender(): Promise<{ appId: string; principalId: string; secret: string; keyId: string }> {
  const { body } = await graph(
    'PATCH',
    "/applications(uniqueName='sendpass-x-1')",
    { displayName: 'X' },
    CREATE_IF_MISSING,
  );
  const principal = await until(201, () => graph('POST', '/servicePrincipals', { appId: body['appId'] }));
  const password = await until(200, () => graph('POST', `/applications/${body['id']}/addPassword`, {}));
  await until(200, () => graph('GET', `/servicePrincipals/${principal.body['id']}`));
  const { secretText: secret, keyId } = password.body;
  return { appId: body['appId'], principalId: principal.body['id'], secret, keyId };
}

test('a token says who and for what, as the real one does', async () => {
  const claims = decodeJwt(await ownToken(sandbox, sandbox.cloud.arm.scope));
  expect(claims).toMatchObject({
    aud: 'https://management.azure.com',
    appid: sandbox.env['IDENTITY_CLIENT_ID'],
    tid: sandbox.env['TENANT_ID'],
    idtyp: 'app',
  });
  expect(claims['roles']).toBeUndefined();
  expect(decodeJwt(await ownToken(sandbox, sandbox.cloud.graph.scope))['roles']).toContain(
    'Application.ReadWrite.OwnedBy',
  );
});

test('@azure/identity gets a token with an explicit authority', async () => {
  const credential = new ClientSecretCredential(
    sandbox.env['TENANT_ID']!,
    sandbox.env['IDENTITY_CLIENT_ID']!,
    sandbox.env['IDENTITY_CLIENT_SECRET']!,
    { authorityHost: sandbox.cloud.authorityHost, disableInstanceDiscovery: true },
  );
  expect(decodeJwt((await credential.getToken(scopes)).token)['aud']).toBe('https://vault.azure.net');
});

test('a scope made from an endpoint is refused: such a resource is not in the tenant', async () => {
  const wrong = { scopes: [`${sandbox.cloud.arm.endpoint}/.default`] };
  const client = msal(sandbox, sandbox.env['IDENTITY_CLIENT_ID']!, sandbox.env['IDENTITY_CLIENT_SECRET']!);
  await expect(client.acquireTokenByClientCredential(wrong)).rejects.toMatchObject({ errorNo: 500011 });
});

test('unknown application, wrong secret and unknown tenant have their own codes', async () => {
  const own = sandbox.env['IDENTITY_CLIENT_ID']!;
  const nobody = '11111111-2222-4333-8444-555555555555';
  await expect(prove(nobody, 'x')).rejects.toMatchObject({ errorCode: 'unauthorized_client', errorNo: 700016 });
  await expect(prove(own, 'not it')).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 7000215 });
  const reply = await fetch(`${sandbox.cloud.authorityHost}/${nobody}/v2.0/.well-known/openid-configuration`);
  expect(await reply.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
});

test('a new application and a new secret are not known at once, then work, then expire', async () => {
  await sandbox.control('PUT', 'faults', { lag: { token: [1500, 1500], password: [3000, 3000] } });
  const { appId, secret, keyId } = await newSender();
  await expect(prove(appId, secret)).rejects.toMatchObject({ errorNo: 700016 });
  const seen: string[] = [];
  for (;;) {
    const answer = await prove(appId, secret).then(
      () => 'granted',
      (error: { errorNo?: number }) => String(error.errorNo),
    );
    if (seen.at(-1) !== answer) seen.push(answer);
    if (answer === 'granted') break;
  }
  expect(seen).toEqual(['700016', '7000215', 'granted']);
  await sandbox.control('POST', 'expire', { keyId });
  await expect(prove(appId, secret)).rejects.toMatchObject({ errorCode: 'invalid_client', errorNo: 7000222 });
});

test('a disabled principal, a removed secret and a deleted application get no token', async () => {
  const { appId, principalId, secret, keyId } = await newSender();
  await expect(prove(appId, secret)).resolves.toBeTruthy();
  await graph('PATCH', `/servicePrincipals/${principalId}`, { accountEnabled: false });
  await expect(prove(appId, secret)).rejects.toMatchObject({ errorNo: 7000112 });
  await graph('PATCH', `/servicePrincipals/${principalId}`, { accountEnabled: true });
  await graph('POST', `/applications(appId='${appId}')/removePassword`, { keyId });
  await expect(prove(appId, secret)).rejects.toMatchObject({ errorNo: 7000215 });
  await graph('DELETE', `/applications(appId='${appId}')`);
  await expect(prove(appId, secret)).rejects.toMatchObject({ errorNo: 700016 });
});
