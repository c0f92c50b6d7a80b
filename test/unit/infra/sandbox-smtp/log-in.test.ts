import { format } from 'node:util';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueToken } from '../../../../infra/sandbox/tokens.ts';
import { addSender, type Sender, startMail, typeLines } from './harness.ts';

let mail: Awaited<ReturnType<typeof startMail>>;
let sender: Sender;
beforeEach(async () => {
  mail = await startMail();
  sender = addSender(mail.world);
});
afterEach(() => mail.close());

const REFUSED = { code: 'EAUTH', responseCode: 535, response: '535 5.7.3 Authentication unsuccessful' };
const lastReason = (): string | undefined => mail.world.smtpRefusals.at(-1)?.reason;
const addShort = (username: string): void => {
  const { appId } = sender.application;
  const tenantId = mail.world.tenantId;
  mail.world.smtpUsernames.push({ name: 'billing', acs: 'acs-prod', username, entraApplicationId: appId, tenantId });
};

test('outside TLS there is STARTTLS and no AUTH; trying it anyway is refused', async () => {
  const [ehlo, auth, from] = await typeLines(mail.port, ['EHLO me', 'AUTH LOGIN', 'MAIL FROM:<a@b.cd>']);
  expect(ehlo).toContain('STARTTLS');
  expect(ehlo).toContain('SIZE 10485760');
  expect(ehlo).not.toContain('AUTH');
  expect(auth).toMatch(/^530 5\.7\.0 /);
  expect(from).toMatch(/^530 /);
});

test('inside TLS it offers LOGIN and XOAUTH2 and no PLAIN', async () => {
  const lines: string[] = [];
  const note = (_entry: unknown, ...rest: unknown[]): void => void lines.push(format(...rest));
  const logger = { trace: note, debug: note, info: note, warn: note, error: note, fatal: note, level: note };
  await mail.logIn(sender.user, sender.secret, { logger, debug: true });
  expect(lines.join('\n')).toMatch(/AUTH LOGIN XOAUTH2/);
  const plain = mail.logIn(sender.user, sender.secret, { authMethod: 'PLAIN' });
  await expect(plain).rejects.toMatchObject({ responseCode: 504 });
});

test('TLS 1.1 is refused', async () => {
  const tls = { ca: mail.context.tls.ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  await expect(mail.logIn(sender.user, sender.secret, { tls })).rejects.toMatchObject({
    code: expect.stringMatching(/TLS|SOCKET/),
  });
});

test('all three username forms log in, and the log names the application but not the secret', async () => {
  addShort('billing-smtp');
  for (const user of [sender.user, sender.user.replaceAll('|', '.'), 'billing-smtp']) {
    await expect(mail.logIn(user, sender.secret)).resolves.toBe(true);
  }
  const log = mail.context.exchanges.filter(({ method }) => method === 'AUTH');
  expect(log.map(({ status }) => status)).toEqual([235, 235, 235]);
  expect(JSON.stringify(log[2]?.requestBody)).toContain(sender.application.appId);
  expect(JSON.stringify(mail.context.exchanges)).not.toContain(sender.secret);
});

test.each<[string, (one: Sender) => unknown]>([
  ['wrong secret', ({ application }) => (application.passwords = [])],
  ['secret expired', ({ application }) => (application.passwords[0]!.endDateTime = '2020-01-01T00:00:00Z')],
  ['secret not replicated yet', ({ application }) => (application.passwords[0]!.visibleAt = Number.MAX_SAFE_INTEGER)],
  ['application not known (yet)', ({ application }) => (application.tokenVisibleAt = Number.MAX_SAFE_INTEGER)],
  ['application not known (yet)', ({ application }) => (application.deletedAt = 1)],
  ['principal not known (yet)', ({ principalId }) => (principalOf(principalId).deletedAt = 1)],
  ['principal disabled', ({ principalId }) => (principalOf(principalId).accountEnabled = false)],
  ['no role on the ACS resource (yet)', () => (mail.world.assignments = [])],
  ['no role on the ACS resource (yet)', () => (mail.world.assignments[0]!.visibleAt = Number.MAX_SAFE_INTEGER)],
  ['no role on the ACS resource (yet)', () => mail.world.roleDefinitions[0]!.permissions[0]!.actions.pop()],
  ['no role on the ACS resource (yet)', () => (mail.world.assignments[0]!.scope += 'x')],
])('refused alike, whatever the reason: %s', async (reason, spoil) => {
  spoil(sender);
  await expect(mail.logIn(sender.user, sender.secret)).rejects.toMatchObject(REFUSED);
  expect(lastReason()).toBe(reason);
});

const principalOf = (id: string) => mail.world.principals.find((each) => each.id === id)!;

test('a foreign tenant and an unknown name are refused; a role above the ACS resource is enough', async () => {
  const foreign = `acs-prod|${sender.application.appId}|${crypto.randomUUID()}`;
  await expect(mail.logIn(foreign, sender.secret)).rejects.toMatchObject(REFUSED);
  await expect(mail.logIn('nobody', sender.secret)).rejects.toMatchObject(REFUSED);
  mail.world.assignments[0]!.scope = `/subscriptions/${mail.world.subscriptionId}`;
  await expect(mail.logIn(sender.user, sender.secret)).resolves.toBe(true);
});

test('XOAUTH2 wants a token for ACS, of the application behind the SMTP username', async () => {
  addShort('billing@mail.contoso.com');
  const token = (aud: string, appId = sender.application.appId) =>
    issueToken(mail.world, { aud, appId, oid: sender.principalId });
  const logIn = (user: string, accessToken: string) =>
    createTransport({ ...mail.transport('', '').options, auth: { type: 'OAuth2', user, accessToken } }).verify();
  const right = await token('https://communication.azure.com');
  await expect(logIn('billing@mail.contoso.com', right)).resolves.toBe(true);
  await expect(logIn(sender.user, right)).rejects.toMatchObject({ responseCode: 535 });
  const wrong = [
    await token('https://graph.microsoft.com'),
    await token('https://communication.azure.com', 'x'),
    'junk',
  ];
  for (const each of wrong) {
    await expect(logIn('billing@mail.contoso.com', each)).rejects.toMatchObject({ responseCode: 535 });
  }
});

test('the subscription has 250 authenticated connections; the next is turned away until one closes', async () => {
  const open = Array.from({ length: 250 }, () =>
    mail.transport(sender.user, sender.secret, { pool: true, maxConnections: 1 }),
  );
  const message = { from: 'invoices@mail.contoso.com', to: 'x@example.com', text: 'x' };
  await Promise.all(open.map((each) => each.sendMail(message)));
  await expect(mail.logIn(sender.user, sender.secret)).rejects.toMatchObject({ responseCode: 421 });
  for (const each of open) each.close();
  await expect.poll(() => mail.logIn(sender.user, sender.secret).catch(() => false)).toBe(true);
});
