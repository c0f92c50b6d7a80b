import { expect, test } from 'vitest';
import { buttonsOf, dialogOf, wordsOf } from '../support/scenario-cards.ts';
import { press, untilCard } from '../support/scenario-play.ts';
import { sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';

// The report of the Exchange admin centre, attached in Teams: what stops is a list, and a request is one button away.

const scene = sharedScene();
const chat = 'personal:approver';
const header = 'Sender address,Domain,TLS 1.0,TLS 1.1,TLS 1.2,Messages sent,Authentication Protocol';
const csv = (rows: string[], encoding: BufferEncoding = 'utf8'): string =>
  Buffer.from(`\uFEFF${[header, ...rows].join('\r\n')}`, encoding).toString('base64');

const attach = (base64: string, more: { from?: string; link?: boolean } = {}) => {
  const { from = 'approver', link = false } = more;
  return scene().sandbox.message({ from, text: '', file: { name: 'SMTP AUTH clients.csv', base64, link } });
};

test('an attached report in UTF-16 is a list, the busiest first, and its button opens the form filled in', async () => {
  const { sandbox } = scene();
  const rows = [
    'rarely@contoso.com,contoso.com,0,0,100,3,Basic',
    'invoices@mail.contoso.com,mail.contoso.com,12.5,0,87.5,"1,400",Basic',
    `=cmd|' /C calc'!A0,contoso.com,0,0,100,1,Basic`,
  ];
  const sent = await attach(csv(rows, 'utf16le'));
  expect(sent.status).toBe(200);
  const card = await untilCard(sandbox, chat, { says: /2 addresses stop sending mail/ });
  const words = wordsOf(card.card);
  expect(words).toMatch(/Imported: 2 new, 0 seen before\. Not read, because they name no address: line 4/);
  expect(words.indexOf('invoices@mail.contoso.com')).toBeLessThan(words.indexOf('rarely@contoso.com'));
  expect(words).not.toContain('=cmd');
  const [request = ''] = buttonsOf(card);
  expect(request).toMatch(/^Request for invoices/);
  const form = dialogOf(await press(sandbox, 'approver', card, request));
  const text = JSON.stringify(form.card);
  for (const filled of ['"value":"Invoices"', '"value":"invoices"', '"value":"mail.contoso.com"', '"value":200'])
    expect(text).toContain(filled);
});

test('ten thousand rows are answered with one card that fits; the same again adds nothing', async () => {
  const { sandbox } = scene();
  const rows = Array.from({ length: 10_000 }, (_, no) => `s${no}@contoso.com,contoso.com,0,0,100,${no},Basic`);
  await attach(csv(rows));
  const card = await untilCard(sandbox, chat, { says: /Imported: 10000 new/ }, 30_000);
  expect(wordsOf(card.card)).toContain('10,000 addresses stop sending mail');
  expect(JSON.stringify(card.card).length * 2).toBeLessThan(80 * 1024);
  await attach(csv(rows));
  await untilCard(sandbox, chat, { says: /Imported: 0 new, 10000 seen before/ }, 30_000);
});

test('a wrong file, a link from a phone and somebody else change nothing, and hear why', async () => {
  const { sandbox } = scene();
  await attach(Buffer.from('Domain,Messages sent\ncontoso.com,4').toString('base64'));
  await untilCard(sandbox, chat, { says: /“Sender address” is missing/ });
  await attach(csv(['late@contoso.com,contoso.com,0,0,100,3,Basic']), { link: true });
  await untilCard(sandbox, chat, { says: /a link instead of the file/ });
  await attach(csv(['late@contoso.com,contoso.com,0,0,100,3,Basic']), { from: 'owner' });
  await untilCard(sandbox, 'personal:owner', { says: /Only approvers and operators/ });
  await sandbox.message({ from: 'approver', text: 'radar 834' });
  await untilCard(sandbox, chat, { says: /834 of 834/ });
});

test('no secret is left anywhere', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
