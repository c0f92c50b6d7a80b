import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  CREATE_IF_MISSING,
  graphAs,
  ownToken,
  SHORT_LAG,
  start,
  until,
  type Call,
  type Json,
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

const upsert = (name: string) =>
  graph('PATCH', `/applications(uniqueName='${name}')`, { displayName: 'Billing' }, CREATE_IF_MISSING);
const rules = (...each: Json[]) => sandbox.control('PUT', 'faults', { rules: each });

test('a fault rule counts its own matches: the second and third list are throttled, others are not', async () => {
  await rules({
    match: { neighbour: 'graph', method: 'GET', path: '/applications\\?/' },
    nth: 2,
    times: 2,
    status: 429,
    retryAfter: 7,
  });
  const list = () => graph('GET', '/applications?$top=1');
  expect((await list()).status).toBe(200);
  expect((await graph('GET', '/users')).status).toBe(200);
  const throttled = await list();
  expect(throttled).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
  expect(throttled.headers.get('retry-after')).toBe('7');
  expect([(await list()).status, (await list()).status]).toEqual([429, 200]);
});

test('a rule may go by what is said: of cmdlets on one path the one that is named', async () => {
  await rules({ match: { neighbour: 'exchange', body: '"CmdletName":"New-ManagementScope"' }, status: 429 });
  const call = async (name: string): Promise<number> => {
    const url = `${sandbox.cloud.exchangeAdmin.endpoint}/adminapi/beta/contoso.onmicrosoft.com/InvokeCommand`;
    const body = JSON.stringify({ CmdletInput: { CmdletName: name, Parameters: {} } });
    return (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;
  };
  // Without a token: what the rule leaves alone is refused by Exchange itself.
  expect([await call('Get-ManagementScope'), await call('New-ManagementScope')]).toEqual([401, 429]);
  const { match } = (await sandbox.state())['faultsFired'][0];
  expect(match).toEqual({ neighbour: 'exchange', body: '"CmdletName":"New-ManagementScope"' });
});

test('drop does the work and loses the reply; drop before does nothing', async () => {
  await rules({ match: { path: 'sendpass-a' }, drop: true }, { match: { path: 'sendpass-b' }, drop: 'before' });
  await expect(upsert('sendpass-a-1')).rejects.toThrow('fetch failed');
  await expect(upsert('sendpass-b-1')).rejects.toThrow('fetch failed');
  const names = (await sandbox.state())['applications'].map((each: Json) => each['uniqueName']);
  expect(names).toEqual(['sendpass-a-1']);
});

test.each([
  { when: 'before', made: 0 },
  { when: 'after', made: 1 },
])('a kill $when an event takes exactly the process named, and says so', async ({ when, made }) => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  await rules({ match: { neighbour: 'graph', method: 'PATCH' }, kill: { pid: child.pid, when } });
  await graph('GET', '/users');
  expect(child.exitCode ?? child.signalCode).toBeNull();
  await upsert('sendpass-a-1').catch(() => undefined);
  expect((await exited)[1]).toBe('SIGKILL');
  const state = await sandbox.state();
  expect(state['faultsFired']).toMatchObject([
    {
      neighbour: 'graph',
      method: 'PATCH',
      url: expect.stringContaining('sendpass-a-1'),
      did: `kill ${child.pid} ${when}`,
    },
  ]);
  expect(state['applications']).toHaveLength(made);
});

test('an unknown path is loud and counted; a doubled slash is one', async () => {
  const { endpoint } = sandbox.cloud.arm;
  const reply = await fetch(`${endpoint}//subscriptions/x?api-version=2022-04-01`);
  expect({ status: reply.status, body: await reply.json() }).toMatchObject({
    status: 404,
    body: { error: { code: 'SandboxUnknownPath' } },
  });
  expect((await sandbox.state())['unknownPaths']).toEqual([`GET ${endpoint}//subscriptions/x?api-version=2022-04-01`]);
});

test('the log shows claims instead of tokens and hides secrets where they belong, and only there', async () => {
  const { body: app } = await upsert('sendpass-a-1');
  const secret = (await until(200, () => graph('POST', `/applications/${app['id']}/addPassword`, {}))).body[
    'secretText'
  ];
  await graph('PATCH', `/applications/${app['id']}`, { notes: `leaked ${secret}` });
  await ownToken(sandbox, sandbox.cloud.vault.scope);
  const log = await sandbox.requests();
  const of = (part: string) => log.filter((each) => each['url'].includes(part));
  expect(JSON.parse(of('/addPassword').at(-1)!['requestHeaders'].authorization)).toMatchObject({
    appid: sandbox.env['IDENTITY_CLIENT_ID'],
  });
  expect(of('/addPassword').at(-1)!['responseBody'].secretText).toBe('[secret]');
  expect(of('/oauth2/v2.0/token').at(-1)).toMatchObject({
    requestBody: { client_secret: '[secret]' },
    responseBody: { access_token: '[secret]' },
  });
  const leaks = log.filter((each) => JSON.stringify(each).includes(secret));
  expect(leaks.map((each) => each['requestBody'].notes)).toEqual([`leaked ${secret}`]);
  const { body: secrets } = await sandbox.control('GET', 'secrets');
  expect(secrets).toEqual(
    expect.arrayContaining([secret, sandbox.env['IDENTITY_CLIENT_SECRET'], sandbox.env['BOT_APP_SECRET']]),
  );
});

test('a wrong control request changes nothing and names every mistake', async () => {
  const before = (await sandbox.control('GET', 'faults')).body;
  const { status, body } = await sandbox.control('PUT', 'faults', {
    lag: { app: [0, 0] },
    rules: [{ match: {} }],
    sped: 1,
  });
  expect(status).toBe(400);
  expect(body['error'].message).toMatch(/lag\.app.*rules\.0.*sped/s);
  expect((await sandbox.control('GET', 'faults')).body).toEqual(before);
});

test('a page of another origin cannot drive the control API', async () => {
  const init = { method: 'POST', headers: { origin: 'https://evil.example' } };
  expect((await fetch(`${sandbox.url}/_sandbox/reset`, init)).status).toBe(403);
  expect((await fetch(`${sandbox.url}/_sandbox/reset`, { ...init, headers: { origin: sandbox.url } })).status).toBe(
    200,
  );
});

test('one seed gives the same lags again, whatever else was drawn', async () => {
  const lagOf = async (): Promise<number> => {
    await sandbox.control('PUT', 'faults', { seed: 42, lag: { app: [100_000, 500_000] } });
    const { body } = await upsert('sendpass-a-1');
    const made = (await sandbox.state())['applications'][0];
    return made.visibleAt - Date.parse(body['createdDateTime']);
  };
  const first = await lagOf();
  await sandbox.control('POST', 'reset');
  await graph('GET', '/users');
  expect(await lagOf()).toBe(first);
});

test('reset empties the world and keeps the identities', async () => {
  const before = sandbox.env['IDENTITY_CLIENT_SECRET'];
  await upsert('sendpass-a-1');
  await sandbox.control('POST', 'reset');
  expect((await sandbox.state())['applications']).toEqual([]);
  expect(await (await fetch(`${sandbox.url}/_sandbox/env`)).text()).toContain(before);
  expect(await ownToken(sandbox, sandbox.cloud.graph.scope)).toBeTruthy();
});

test('the floor of a sender is the longest chain of what was drawn for it', async () => {
  await sandbox.control('PUT', 'faults', {
    latency: [5, 30],
    lag: { app: [200, 300], principal: [1, 2], password: [100, 200], token: [100, 200], role: [600, 700] },
  });
  const { body: app } = await upsert('sendpass-a-1');
  const principal = await until(201, () => graph('POST', '/servicePrincipals', { appId: app['appId'] }));
  const secret = (await until(200, () => graph('POST', `/applications/${app['id']}/addPassword`, {}))).body[
    'secretText'
  ];
  expect((await sandbox.control('GET', 'floor?uniqueName=sendpass-a-1')).body['error'].message).toContain(
    'role assignment',
  );
  await assignRole(principal.body['id']);
  await logIn(app['appId'], secret);
  const { body: floor } = await sandbox.control('GET', 'floor?uniqueName=sendpass-a-1');
  expect(floor['longest']).toBe('role');
  const steps = floor['chain'].map((each: Json) => each['step']);
  expect(steps).toEqual([
    'create application',
    'application replicates',
    'create principal',
    'assign role',
    'role takes effect',
    'log in',
  ]);
  for (const { ms } of floor['chain']) expect(ms).toBeGreaterThan(0);
  expect(floor['totalMs']).toBe(floor['chain'].reduce((sum: number, each: Json) => sum + each['ms'], 0));
  for (const branch of floor['branches']) expect(branch.ms).toBeLessThanOrEqual(floor['totalMs']);
});

async function assignRole(principalId: string): Promise<void> {
  const { env, cloud } = sandbox;
  const scope = env['ACS_RESOURCE_IDS']!.split(',')[0]!;
  const url = `${cloud.arm.endpoint}${scope}/providers/Microsoft.Authorization/roleAssignments/${crypto.randomUUID()}?api-version=2022-04-01`;
  const roleDefinitionId = `/subscriptions/${env['SUBSCRIPTION_ID']}/providers/Microsoft.Authorization/roleDefinitions/${env['SMTP_ROLE_DEFINITION_ID']}`;
  const reply = await fetch(url, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await ownToken(sandbox, cloud.arm.scope)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ properties: { roleDefinitionId, principalId, principalType: 'ServicePrincipal' } }),
  });
  expect(reply.status).toBe(201);
}

async function logIn(appId: string, secret: string): Promise<void> {
  const { host, port } = sandbox.cloud.smtp.acs;
  const auth = { user: `acs-prod|${appId}|${sandbox.env['TENANT_ID']}`, pass: secret };
  const transport = createTransport({ host, port, auth, requireTLS: true, forceAuth: true });
  for (;;) {
    const done = await transport.verify().catch((error: { responseCode?: number }) => {
      if (error.responseCode !== 535) throw error;
      return false;
    });
    if (done) return;
  }
}

test('npm run sandbox says when it is ready, writes its files, and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, ['infra/sandbox/main.ts', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const url = /^Sandbox ready: (http:\/\/localhost:\d+)\n$/.exec(String(line))?.[1];
  const env = await (await fetch(`${url}/_sandbox/env`)).text();
  for (const name of ['CLOUD', 'POLICY_FILE']) {
    expect(existsSync(new RegExp(`^${name}=(.*)$`, 'm').exec(env)![1]!)).toBe(true);
  }
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});
