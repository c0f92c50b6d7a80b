import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueToken } from '../../../../infra/sandbox/tokens.ts';
import type { World } from '../../../../infra/sandbox/world.ts';
import {
  allowClassic,
  allowScoped,
  type App,
  MAILBOX,
  OUTSIDE,
  sasl,
  startExchange,
  tokenFor,
  typeInTls,
} from './harness.ts';

let exchange: Awaited<ReturnType<typeof startExchange>>;
beforeEach(async () => {
  exchange = await startExchange();
});
afterEach(() => exchange.close());

const CLASSIC = { roles: ['SMTP.SendAsApp'] };
const refusedWith = (text: RegExp) => ({ code: 'EAUTH', responseCode: 535, response: expect.stringMatching(text) });

test('a role on a scope lets it log in to the mailboxes of the scope, without any permission in the token', async () => {
  const token = await tokenFor(exchange.world, allowScoped(exchange.world));
  await expect(exchange.logIn(MAILBOX, token)).resolves.toBe(true);
  await expect(exchange.logIn('INVOICES@contoso.com', token)).resolves.toBe(true);
});

test('classic: the permission in the token and FullAccess on the mailbox, and neither alone', async () => {
  const { world, logIn } = exchange;
  const app = allowClassic(world);
  await expect(logIn(MAILBOX, await tokenFor(world, app, CLASSIC))).resolves.toBe(true);
  await expect(logIn(MAILBOX, await tokenFor(world, app))).rejects.toMatchObject(refusedWith(/5\.7\.3/));
  await expect(logIn(OUTSIDE, await tokenFor(world, app, CLASSIC))).rejects.toMatchObject(refusedWith(/5\.7\.3/));
  expect(exchange.lastReason()).toBe('no FullAccess on the mailbox (yet)');
});

test('with the permission in its token it is judged by the permissions on the mailbox, although a role would do', async () => {
  const app = allowScoped(exchange.world);
  const token = await tokenFor(exchange.world, app, CLASSIC);
  await expect(exchange.logIn(MAILBOX, token)).rejects.toMatchObject(refusedWith(/5\.7\.3/));
});

const NEVER = Number.MAX_SAFE_INTEGER;
test.each<[string, string, (world: World, app: App) => unknown]>([
  ['not registered in Exchange (yet)', 'nobody registered it', ({ exchange: it }) => (it.servicePrincipals = [])],
  [
    'not registered in Exchange (yet)',
    'registered a moment ago',
    ({ exchange: it }) => (it.servicePrincipals[0]!.visibleAt = NEVER),
  ],
  [
    'registered in Exchange with another object id than the token has',
    'registered with the object id of the app registration',
    ({ exchange: it }) => (it.servicePrincipals[0]!.objectId = crypto.randomUUID()),
  ],
  ['no role whose scope holds the mailbox (yet)', 'no assignment', ({ exchange: it }) => (it.roleAssignments = [])],
  [
    'no role whose scope holds the mailbox (yet)',
    'assigned a moment ago',
    ({ exchange: it }) => (it.roleAssignments[0]!.visibleAt = NEVER),
  ],
  [
    'no role whose scope holds the mailbox (yet)',
    'another role',
    ({ exchange: it }) => (it.roleAssignments[0]!.role = 'Application Mail.Send'),
  ],
  [
    'no role whose scope holds the mailbox (yet)',
    'the scope holds another mailbox',
    ({ exchange: it }) => (it.scopes[0]!.recipientFilter = `PrimarySmtpAddress -eq '${OUTSIDE}'`),
  ],
  ['no role whose scope holds the mailbox (yet)', 'the scope is gone', ({ exchange: it }) => (it.scopes = [])],
  ['no such mailbox', 'the mailbox was deleted', ({ exchange: it }) => (it.mailboxes = [])],
])('refused with one text: %s (%s)', async (reason, _case, spoil) => {
  const { world } = exchange;
  const app = allowScoped(world);
  const token = await tokenFor(world, app);
  spoil(world, app);
  await expect(exchange.logIn(MAILBOX, token)).rejects.toMatchObject(
    refusedWith(/^535 5\.7\.3 Authentication unsuccessful \[[\w.]+\]$/),
  );
  expect(exchange.lastReason()).toBe(reason);
});

test('a token for another API, an expired one, one of another application, or junk', async () => {
  const { world, logIn } = exchange;
  const app = allowScoped(world);
  const expired = await issueToken(world, {
    aud: 'https://outlook.office365.com',
    appId: app.appId,
    oid: app.objectId,
    lifetimeS: -10,
  });
  const stranger = { appId: crypto.randomUUID(), objectId: crypto.randomUUID() };
  const wrong = [
    await tokenFor(world, app, { aud: 'https://graph.microsoft.com' }),
    expired,
    await tokenFor(world, stranger),
    'junk',
  ];
  for (const token of wrong) await expect(logIn(MAILBOX, token)).rejects.toMatchObject(refusedWith(/5\.7\.3/));
});

test('a mailbox outside the scope is refused; a role without a scope holds for the whole organisation', async () => {
  const { world, logIn } = exchange;
  const token = await tokenFor(world, allowScoped(world));
  await expect(logIn(OUTSIDE, token)).rejects.toMatchObject(refusedWith(/5\.7\.3/));
  world.exchange.roleAssignments[0]!.customResourceScope = null;
  await expect(logIn(OUTSIDE, token)).resolves.toBe(true);
});

test('SMTP AUTH: the setting of the mailbox goes before the one of the tenant; security defaults before both', async () => {
  const { world, logIn } = exchange;
  const token = await tokenFor(world, allowScoped(world));
  const mailbox = world.exchange.mailboxes.find(({ address }) => address === MAILBOX)!;
  world.exchange.smtpClientAuthenticationDisabled = true;
  await expect(logIn(MAILBOX, token)).rejects.toMatchObject(refusedWith(/5\.7\.139 .* disabled for the Tenant/));
  mailbox.smtpClientAuthenticationDisabled = false;
  await expect(logIn(MAILBOX, token)).resolves.toBe(true);
  world.exchange.smtpClientAuthenticationDisabled = false;
  mailbox.smtpClientAuthenticationDisabled = true;
  await expect(logIn(MAILBOX, token)).rejects.toMatchObject(refusedWith(/5\.7\.139 .* disabled for the Mailbox/));
  world.exchange.securityDefaults = true;
  await expect(logIn(MAILBOX, token)).rejects.toMatchObject(refusedWith(/5\.7\.139 .* security defaults policy/));
});

test('a user name and password never do', async () => {
  const auth = { auth: { user: MAILBOX, pass: 'secret' } };
  await expect(exchange.logIn('', '', auth)).rejects.toMatchObject(refusedWith(/basic authentication is disabled/));
});

test('XOAUTH2 with the token on the line or after 334; the greeting offers LOGIN and XOAUTH2', async () => {
  const { world, context, port } = exchange;
  const proof = sasl(MAILBOX, await tokenFor(world, allowScoped(world)));
  const [ehlo, auth] = await typeInTls(port, context.tls.ca, ['EHLO me', `AUTH XOAUTH2 ${proof}`]);
  expect(ehlo).toMatch(/AUTH LOGIN XOAUTH2\r\n/);
  expect(ehlo).toContain('SIZE 157286400');
  expect(auth).toBe('235 2.7.0 Authentication successful\r\n');
  const [, asked, answered] = await typeInTls(port, context.tls.ca, ['EHLO me', 'AUTH XOAUTH2', proof]);
  expect(asked).toMatch(/^334 ?\r\n$/);
  expect(answered).toBe('235 2.7.0 Authentication successful\r\n');
  const wrong = sasl(OUTSIDE, 'junk');
  const [, , refused] = await typeInTls(port, context.tls.ca, ['EHLO me', 'AUTH XOAUTH2', wrong]);
  expect(refused).toMatch(/^535 5\.7\.3 /);
});

test('fault rules know it as a neighbour of its own', async () => {
  const { world, context } = exchange;
  const token = await tokenFor(world, allowScoped(world));
  const rule = { nth: 1, times: 1, seen: 0 };
  context.faults.rules = [{ ...rule, match: { neighbour: 'smtp' }, status: 451 }];
  await expect(exchange.logIn(MAILBOX, token)).resolves.toBe(true);
  context.faults.rules = [{ ...rule, match: { neighbour: 'exchange-smtp', method: 'AUTH' }, status: 454 }];
  await expect(exchange.logIn(MAILBOX, token)).rejects.toMatchObject({ responseCode: 454 });
  expect(context.exchanges.every(({ neighbour }) => neighbour === 'exchange-smtp')).toBe(true);
  expect(JSON.stringify(context.exchanges)).not.toContain(token);
});
