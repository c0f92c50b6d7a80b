import { afterEach, beforeEach, expect, test } from 'vitest';
import { allowClassic, allowScoped, MAILBOX, startExchange, tokenFor } from './harness.ts';

let exchange: Awaited<ReturnType<typeof startExchange>>;
beforeEach(async () => {
  exchange = await startExchange();
});
afterEach(() => exchange.close());

const DENIED = { responseCode: 554, response: expect.stringMatching(/^554 5\.2\.0 STOREDRV\.\S+SendAsDenied/) };

async function sender(user = MAILBOX) {
  const token = await tokenFor(exchange.world, allowScoped(exchange.world, user));
  return (message: object = {}) =>
    exchange.transport(user, token).sendMail({ from: user, to: 'someone@example.com', text: 'x', ...message });
}

test('an accepted mail is in the inbox with the application and the mailbox it logged in to', async () => {
  const send = await sender();
  await send({ from: `"Invoices" <${MAILBOX}>`, subject: 'Prüfung', messageId: '<one@sendpass>' });
  expect(exchange.world.mail).toMatchObject([
    { from: MAILBOX, subject: 'Prüfung', messageId: '<one@sendpass>', mailbox: MAILBOX, to: ['someone@example.com'] },
  ]);
});

test.each([
  ['another mailbox of the organisation', 'erp@contoso.com', undefined],
  ['an address nobody has', 'nobody@contoso.com', undefined],
  ['another mailbox in the envelope only', MAILBOX, 'erp@contoso.com'],
  ['another mailbox in the header only', 'erp@contoso.com', MAILBOX],
])('From must be the mailbox: %s', async (_case, from, envelopeFrom) => {
  const send = await sender();
  const envelope = envelopeFrom === undefined ? {} : { envelope: { from: envelopeFrom, to: 'someone@example.com' } };
  await expect(send({ from, ...envelope })).rejects.toMatchObject(DENIED);
  expect(exchange.world.mail).toEqual([]);
});

test('one of its own further addresses will do', async () => {
  const send = await sender('reports@contoso.com');
  await send({ from: 'monthly-reports@contoso.com' });
  expect(exchange.world.mail).toHaveLength(1);
});

test('classic: SendAs on another mailbox lets it send as that one', async () => {
  const { world, transport } = exchange;
  const app = allowClassic(world);
  const token = await tokenFor(world, app, { roles: ['SMTP.SendAsApp'] });
  const send = () =>
    transport(MAILBOX, token).sendMail({ from: 'erp@contoso.com', to: 'someone@example.com', text: 'x' });
  await expect(send()).rejects.toMatchObject(DENIED);
  world.exchange.permissions.push({ mailbox: 'erp@contoso.com', user: app.objectId, right: 'SendAs', visibleAt: 0 });
  await send();
  expect(world.mail).toMatchObject([{ from: 'erp@contoso.com', mailbox: MAILBOX }]);
});

test('the 31st message of a minute has to wait; another mailbox is not concerned', async () => {
  const { world, advance } = exchange;
  const send = await sender();
  await send();
  for (let n = 0; n < 29; n++) world.mail.push({ ...world.mail[0]! });
  await expect(send()).rejects.toMatchObject({ responseCode: 451 });
  world.exchange.scopes = [];
  await (
    await sender('erp@contoso.com')
  )();
  world.exchange.scopes[0]!.recipientFilter += ` -or PrimarySmtpAddress -eq '${MAILBOX}'`;
  advance(61_000);
  await send();
});

test('10,000 recipients a day, and not one more', async () => {
  const { world, advance } = exchange;
  const send = await sender();
  await send();
  world.mail[0]!.to = Array.from({ length: 9999 }, (_, n) => `p${n}@example.com`);
  advance(61_000);
  await expect(send({ to: 'a@example.com, b@example.com' })).rejects.toMatchObject({
    responseCode: 554,
    response: expect.stringContaining('SubmissionQuotaExceeded'),
  });
  await send();
});
