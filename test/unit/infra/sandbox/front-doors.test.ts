// What every client of a vendor meets before any rule is asked: token, body, media type, method.
import { describe, expect, test } from 'vitest';
import { hurriedSandbox, ownToken, type Json } from './support.ts';

const use = hurriedSandbox();
const json = { 'content-type': 'application/json' };

async function call(url: string, init: RequestInit = {}): Promise<{ status: number; headers: Headers; body: Json }> {
  const reply = await fetch(url, init);
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Json };
}

describe('Entra', () => {
  const endpoint = (tenant = use().sandbox.env['TENANT_ID']!): string =>
    `${use().sandbox.cloud.authorityHost}/${tenant}/oauth2/v2.0/token`;
  const wish = () => ({
    client_id: use().sandbox.env['IDENTITY_CLIENT_ID']!,
    client_secret: use().sandbox.env['IDENTITY_CLIENT_SECRET']!,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
  });
  const codes = async (body: RequestInit, tenant?: string): Promise<unknown> =>
    (await call(endpoint(tenant), { method: 'POST', ...body })).body['error_codes'];

  test('JSON is not read, GET is not taken, a name that cannot be a tenant has its own code', async () => {
    expect(await codes({ headers: json, body: JSON.stringify(wish()) })).toEqual([900144]);
    expect((await call(endpoint())).body['error_codes']).toEqual([900561]);
    expect(await codes({ body: new URLSearchParams(wish()) }, 'nosuch')).toEqual([900023]);
    expect(await codes({ body: new URLSearchParams(wish()) }, 'nosuch.example')).toEqual([90002]);
  });

  test('the secret may come in the Authorization header, encoded as in a form', async () => {
    const { client_id: id, client_secret: secret, ...rest } = wish();
    const basic = (password: string) => ({
      headers: { authorization: `Basic ${Buffer.from(`${id}:${encodeURIComponent(password)}`).toString('base64')}` },
      body: new URLSearchParams(rest),
    });
    const granted = await call(endpoint(), { method: 'POST', ...basic(secret) });
    expect(granted).toMatchObject({ status: 200, body: { token_type: 'Bearer' } });
    expect(await codes(basic(`${secret}x`))).toEqual([7000215]);
  });

  test('an assertion is signed with a key that no application here has', async () => {
    const { client_secret: _secret, ...rest } = wish();
    const signed = (assertion: string) => ({ body: new URLSearchParams({ ...rest, client_assertion: assertion }) });
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'JWT' })).toString('base64url');
    expect(await codes(signed(`${head}.e30.c2ln`))).toEqual([700027]);
    expect(await codes(signed('not one'))).toEqual([50027]);
  });
});

test('Graph: challenge, broken or unnamed JSON, a method the path does not have', async () => {
  const { sandbox, graph } = use();
  const url = `${sandbox.cloud.graph.endpoint}/v1.0/applications`;
  const bare = await call(url);
  expect(bare.headers.get('www-authenticate')).toMatch(
    /^Bearer realm="", authorization_uri="https:.*client_id="00000003-/,
  );
  const authorization = `Bearer ${await ownToken(sandbox, sandbox.cloud.graph.scope)}`;
  const post = (type: string, body: string) =>
    call(url, { method: 'POST', headers: { authorization, 'content-type': type }, body });
  for (const broken of [await post('application/json', '{'), await post('text/plain', '{"displayName":"x"}')]) {
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(broken.body['error'].innerError['request-id']).toBe(broken.headers.get('request-id'));
  }
  expect(await graph('PUT', '/applications', {})).toMatchObject({
    status: 405,
    body: { error: { code: 'Request_BadRequest', innerError: {} } },
  });
});

test('ARM: broken JSON, another media type, a method the path does not have, and rights nobody here was given', async () => {
  const { sandbox } = use();
  const { env, cloud } = sandbox;
  const authorization = `Bearer ${await ownToken(sandbox, cloud.arm.scope)}`;
  const acs = `${cloud.arm.endpoint}${env['ACS_RESOURCE_IDS']!.split(',')[0]}`;
  const ask = (method: string, path: string, body?: string, type = 'application/json') =>
    call(`${acs}${path}?api-version=2026-03-18`, {
      method,
      headers: { authorization, 'content-type': type },
      ...(body === undefined ? {} : { body }),
    });
  expect(await ask('PATCH', '', '{')).toMatchObject({
    status: 400,
    body: { error: { code: 'InvalidRequestContent' } },
  });
  expect(await ask('PATCH', '', '{}', 'text/plain')).toMatchObject({
    status: 415,
    body: { error: { code: 'UnsupportedMediaType' } },
  });
  const wrong = await ask('POST', '');
  expect(wrong).toMatchObject({ status: 405, body: { error: { code: 'MethodNotAllowed' } } });
  expect(wrong.headers.get('allow')).toBe('GET, PATCH, PUT, DELETE');
  for (const [method, path, action] of [
    ['DELETE', '', 'CommunicationServices/Delete'],
    ['POST', '/listKeys', 'CommunicationServices/ListKeys/action'],
  ] as const) {
    const refused = await ask(method, path);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'AuthorizationFailed' } } });
    expect(refused.body['error'].message).toContain(`'Microsoft.Communication/${action}'`);
  }
});

test('the control API reads JSON also when curl calls it a form; and a form as a form', async () => {
  const { sandbox } = use();
  const put = (body: string) =>
    call(`${sandbox.url}/_sandbox/tier`, {
      method: 'PUT',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  expect(await put('{"tier":"raised"}')).toMatchObject({ status: 200, body: { tier: 'raised' } });
  expect((await sandbox.state())['tier']).toBe('raised');
  expect((await put('tier=default')).status).toBe(200);
  expect((await put('tier')).status).toBe(400);
});
