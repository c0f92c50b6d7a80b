import net from 'node:net';
import tls from 'node:tls';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Json, ownToken, SHORT_LAG, start, type Started } from '../sandbox/support.ts';

// The doors of the imitated Exchange, with what no client of the vendor would send: each answer is the vendor's envelope, and the next one is
// served. A bug shows as `SandboxBug` or as SMTP's 451.

let sandbox: Started;
let token: string;
beforeAll(async () => {
  sandbox = await start();
  token = await ownToken(sandbox, 'https://outlook.office365.com/.default');
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await sandbox.control('POST', 'reset');
  await sandbox.control('PUT', 'faults', { latency: [0, 0], lag: SHORT_LAG });
});

type Answer = { status: number; text: string };
async function post(url: string, body: string, type = 'application/json', bearer = token): Promise<Answer> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': type };
  const reply = await fetch(url, { method: 'POST', headers, body });
  return { status: reply.status, text: await reply.text() };
}

const invoke = (body: string, type?: string, bearer?: string): Promise<Answer> => {
  const address = `${sandbox.cloud.exchangeAdmin.endpoint}/adminapi/beta/${sandbox.env['TENANT_ID']!}/InvokeCommand`;
  return post(address, body, type, bearer);
};

/** As the vendor's: rows, or an error with a code and a sentence. */
function isEnvelope({ status, text }: Answer): void {
  const body = JSON.parse(text) as Json;
  if (status === 200) expect(body).toMatchObject({ value: expect.any(Array) });
  else
    expect(body).toMatchObject({
      error: { code: expect.stringMatching(/^(?!Sandbox)\w/), message: expect.any(String) },
    });
}

const CMDLETS = [
  'Get-ServicePrincipal',
  'New-ServicePrincipal',
  'New-ManagementScope',
  'New-ManagementRoleAssignment',
  'Get-Recipient',
  'Set-CASMailbox',
  'Add-MailboxPermission',
  'constructor',
  '__proto__',
];
const NAMES = ['Identity', 'Name', 'AppId', 'ObjectId', 'User', 'AccessRights', 'Filter', 'RecipientRestrictionFilter'];
const keys = fc.constantFrom(...NAMES, 'App', 'Role', 'SmtpClientAuthenticationDisabled', '__proto__', 'toString');
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('invoices@contoso.com', "Alias -eq 'x'", { toString: 1 }),
);
const parameters = fc.array(fc.tuple(keys, values)).map((pairs) => Object.fromEntries(pairs));
const cmdletInput = fc.record({ CmdletName: fc.constantFrom(...CMDLETS), Parameters: parameters });
const bodies = fc.oneof(
  cmdletInput.map((CmdletInput) => JSON.stringify({ CmdletInput })),
  fc.json(),
  fc.string({ unit: 'binary' }),
);

test('whatever is sent to the cmdlets’ address: rows or an error, and the log of it can be read', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => isEnvelope(await invoke(body))),
    { numRuns: 150 },
  );
  isEnvelope(await invoke('grant_type=x', 'application/x-www-form-urlencoded'));
  isEnvelope(await invoke('{}', 'application/json', 'a.b.c'));
  expect((await sandbox.requests()).length).toBeGreaterThan(150);
});

test('a body that goes down for ever is not valid, and does not spoil the log', async () => {
  const deep = `{"CmdletInput":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect((await invoke(deep)).status).toBe(400);
  expect((await sandbox.requests()).at(-1)).toMatchObject({ status: 400 });
});

test('what is no cmdlet’s parameter is refused by name, whatever JavaScript knows of it', async () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    const { status, text } = await invoke(
      `{"CmdletInput":{"CmdletName":"Get-ServicePrincipal","Parameters":{"${name}":1}}}`,
    );
    expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining(`parameter name '${name}'`) });
  }
});

test.each([
  ['consent', { appId: '__proto__', granted: true }],
  ['consent', { appId: 1 }],
  ['consent', []],
  ['powershell', { script: 1 }],
  ['powershell', { script: 'x', as: 'somebody' }],
  ['powershell', null],
])('the control address refuses with a sentence: %s %j', async (path, body) => {
  const answer = await sandbox.control('POST', `exchange/${path}`, body);
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadRequest', message: expect.any(String) } } });
});

test('scripts that break the shell break nothing else', async () => {
  for (const script of ['('.repeat(100_000), "'a' -match '('", 'constructor', '$__proto__.constructor']) {
    const { status, body } = await sandbox.control('POST', 'exchange/powershell', { script });
    expect({ status, body }).toMatchObject({ status: 200, body: { output: expect.any(String) } });
  }
  expect((await sandbox.state())['exchange'].servicePrincipals).toEqual([]);
});

test('whatever is sent to the token endpoint: a refusal with its code', async () => {
  const field = fc.constantFrom('client_id', 'client_secret', 'scope', 'grant_type', '__proto__', 'constructor');
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('client_credentials', 'https://outlook.office365.com/.default', '__proto__/.default', '\u0000'),
  );
  const url = `${sandbox.cloud.authorityHost}/${sandbox.env['TENANT_ID']!}/oauth2/v2.0/token`;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, value)), async (pairs) => {
      const { status, text } = await post(url, String(new URLSearchParams(pairs)), 'application/x-www-form-urlencoded');
      expect([400, 401]).toContain(status);
      expect(JSON.parse(text)).toMatchObject({ error: expect.any(String), error_codes: [expect.any(Number)] });
    }),
    { numRuns: 100 },
  );
});

/** One connection: the lines are typed one after the other, each after the reply to the one before, until the server hangs up. */
async function type(lines: string[]): Promise<string[]> {
  const plain = net.connect(sandbox.cloud.smtp.exchange.port, '127.0.0.1');
  const replies: string[] = [];
  let socket: net.Socket = plain;
  const reply = async (): Promise<string> => {
    let text = '';
    while (!/^\d{3}(?: .*)?\r\n$/m.test(text)) {
      const [chunk] = (await Promise.race([once(socket, 'data'), once(socket, 'close')])) as [Buffer | boolean];
      if (typeof chunk === 'boolean') return text;
      text += String(chunk);
    }
    return text;
  };
  await reply();
  for (const line of ['EHLO me', 'STARTTLS']) {
    plain.write(`${line}\r\n`);
    await reply();
  }
  const secure = tls.connect({ socket: plain, ca: sandbox.cloud.ca, servername: 'localhost' });
  socket = secure;
  socket.on('error', () => undefined);
  await once(secure, 'secureConnect');
  for (const line of ['EHLO me', ...lines]) {
    if (socket.destroyed) break;
    socket.write(`${line}\r\n`);
    replies.push(await reply());
  }
  socket.destroy();
  return replies.slice(1);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const authText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.tuple(fc.string(), fc.string()).map(([user, bearer]) => `user=${user}\u0001auth=Bearer ${bearer}\u0001\u0001`),
  fc.constantFrom(
    'user=',
    '\u0001\u0001',
    '{"error":"x"}',
    'user=invoices@contoso.com\u0001auth=Bearer \u0001\u0001',
    'n,a=x,\u0001auth=Bearer x\u0001\u0001',
  ),
);

test('whatever stands behind AUTH XOAUTH2 is refused, and never let in', async () => {
  const given = fc.oneof(
    authText.map(base64),
    fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
  );
  await fc.assert(
    fc.asyncProperty(given, fc.boolean(), async (proof, atOnce) => {
      const replies = await type(atOnce ? [`AUTH XOAUTH2 ${proof}`, 'QUIT'] : ['AUTH XOAUTH2', proof, 'QUIT']);
      const answer = replies.find((each) => !each.startsWith('334'));
      expect(answer).toMatch(/^(?:50[0-4]|535) /);
      expect(replies.join('')).not.toMatch(/sandbox has a bug|^235/m);
    }),
    { numRuns: 60 },
  );
  expect((await type(['NOOP']))[0]).toMatch(/^250/);
});
