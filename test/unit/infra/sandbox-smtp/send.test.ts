import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSender, type Sender, startMail, typeLines } from './harness.ts';

let mail: Awaited<ReturnType<typeof startMail>>;
let sender: Sender;
beforeEach(async () => {
  mail = await startMail();
  sender = addSender(mail.world);
});
afterEach(() => mail.close());

const FROM = 'invoices@mail.contoso.com';
const send = (message: object = {}) =>
  mail.transport(sender.user, sender.secret).sendMail({
    from: `"Fakturen, Köln" <${FROM}>`,
    to: 'someone@example.com',
    subject: 'Prüfung',
    text: 'Zeile = eins\nÄÖÜ',
    ...message,
  });
const received = (): number => mail.world.mail.length;

test('an accepted mail is in the inbox, readable, with the application that sent it', async () => {
  await send({ messageId: '<one@sendpass>' });
  expect(mail.world.mail[0]).toMatchObject({
    from: FROM,
    to: ['someone@example.com'],
    subject: 'Prüfung',
    text: 'Zeile = eins\nÄÖÜ',
    messageId: '<one@sendpass>',
    appId: sender.application.appId,
  });
});

test('text is found in a message with HTML and attachment', async () => {
  await send({ html: '<b>no</b>', attachments: [{ filename: 'a.txt', content: 'attached' }] });
  expect(mail.world.mail[0]?.text).toBe('Zeile = eins\nÄÖÜ');
});

test('any MailFrom of the domain may be used, DoNotReply too', async () => {
  await send({ from: 'donotreply@mail.contoso.com' });
  expect(received()).toBe(1);
});

test.each<[string, string, string | undefined]>([
  ['no such MailFrom', 'boss@mail.contoso.com', undefined],
  ['unknown domain', 'invoices@example.com', undefined],
  ['domain not linked', 'donotreply@news.contoso.com', undefined],
  ['domain not verified', 'donotreply@pending.contoso.com', undefined],
  ['no such MailFrom', 'boss@mail.contoso.com', FROM],
])('refused as sender: %s (%s, envelope %s)', async (reason, from, envelopeFrom) => {
  const envelope = envelopeFrom === undefined ? {} : { envelope: { from: envelopeFrom, to: 'someone@example.com' } };
  await expect(send({ from, ...envelope })).rejects.toMatchObject({ responseCode: 550 });
  expect(mail.world.smtpRefusals.at(-1)?.reason).toContain(reason);
  expect(received()).toBe(0);
});

test('more than 50 recipients: the whole message is refused', async () => {
  const to = Array.from({ length: 51 }, (_, n) => `p${n}@example.com`);
  await expect(send({ to })).rejects.toMatchObject({ responseCode: 550 });
  expect(received()).toBe(0);
  await send({ to: to.slice(1) });
  expect(mail.world.mail[0]?.to).toHaveLength(50);
});

test('more than 10 MB is refused', async () => {
  const attachments = [{ filename: 'big', content: Buffer.alloc(8 * 1024 * 1024, 65) }];
  await expect(send({ attachments })).rejects.toMatchObject({ responseCode: 552 });
  expect(received()).toBe(0);
});

test('on default limits the 31st mail of a minute and the 101st of an hour have to wait, whoever sent the others', async () => {
  mail.world.tier = 'default';
  const other = addSender(mail.world);
  const template = {
    from: FROM,
    to: [],
    subject: '',
    messageId: '',
    text: '',
    raw: '',
    appId: other.application.appId,
  };
  const plant = (count: number): void => {
    const at = new Date(mail.world.now()).toISOString();
    for (let n = 0; n < count; n += 1) mail.world.mail.push({ ...template, at });
  };
  const tooFast = { responseCode: 452 };
  plant(30);
  await expect(send()).rejects.toMatchObject(tooFast);
  mail.advance(61_000);
  await send();
  plant(29);
  mail.advance(61_000);
  plant(30);
  mail.advance(61_000);
  plant(10);
  await expect(send()).rejects.toMatchObject(tooFast);
  expect(mail.world.smtpRefusals.at(-1)?.reason).toBe('rate per hour');
  mail.world.tier = 'raised';
  await send();
  mail.world.tier = 'default';
  mail.advance(3_600_000);
  await send();
});

test('fault rules reach SMTP verbs: a status becomes a reply, a drop after the work leaves the mail delivered', async () => {
  const { faults } = mail.context;
  const rule = { nth: 1, times: 1, seen: 0 };
  faults.rules = [
    { ...rule, match: { neighbour: 'smtp', method: 'DATA' }, status: 451 },
    { ...rule, match: { neighbour: 'smtp', method: 'MAIL' }, nth: 2, status: 429 },
  ];
  await expect(send()).rejects.toMatchObject({ responseCode: 451 });
  await expect(send()).rejects.toMatchObject({ responseCode: 452 });
  expect(received()).toBe(0);
  faults.rules = [{ ...rule, match: { neighbour: 'smtp', method: 'DATA' }, drop: 'after' }];
  await expect(send()).rejects.toMatchObject({ code: 'ECONNECTION' });
  expect(received()).toBe(1);
  faults.rules = [{ ...rule, match: { neighbour: 'smtp', method: 'CONNECT' }, drop: 'before' }];
  await expect(send()).rejects.toMatchObject({ code: 'ECONNECTION' });
  expect(received()).toBe(1);
});

test('every verb is in the exchange log, in order, with addresses', async () => {
  await send();
  await typeLines(mail.port, ['QUIT']);
  const log = mail.context.exchanges;
  expect(log.map(({ method, status }) => `${method} ${status}`)).toEqual([
    'CONNECT 220',
    'AUTH 235',
    'MAIL 250',
    'DATA 250',
    'CONNECT 220',
    'QUIT 221',
  ]);
  expect(log[3]).toMatchObject({ neighbour: 'smtp', requestBody: { from: [FROM], to: ['someone@example.com'] } });
});

test('a kill after the work comes when the mail is delivered and the client has no reply', async () => {
  const victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const ended = once(victim, 'exit');
  mail.context.faults.rules = [
    {
      match: { neighbour: 'smtp', method: 'DATA' },
      nth: 1,
      times: 1,
      seen: 0,
      drop: 'after',
      kill: { pid: victim.pid ?? 0, when: 'after', reply: false },
    },
  ];
  await expect(send()).rejects.toMatchObject({ code: 'ECONNECTION' });
  expect((await ended)[1]).toBe('SIGKILL');
  expect(received()).toBe(1);
});
