// Line by line inside TLS, as no mail library would: parameters, sizes, dots, and where a message ends.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addSender, startMail } from './harness.ts';

let mail: Awaited<ReturnType<typeof startMail>>;
let type: (text: string) => Promise<string>;
let end: () => void;

async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  while (!/^\d{3}(?: .*)?\r\n$/m.test(text)) text += String((await once(socket, 'data'))[0]);
  return text.trimEnd();
}

beforeEach(async () => {
  mail = await startMail();
  const sender = addSender(mail.world);
  const plain = connect(mail.port, '127.0.0.1');
  await answerOf(plain);
  for (const line of ['EHLO me', 'STARTTLS']) {
    plain.write(`${line}\r\n`);
    await answerOf(plain);
  }
  const socket = startTls({ socket: plain, servername: 'localhost', ca: mail.context.tls.ca });
  await once(socket, 'secureConnect');
  end = () => socket.destroy();
  type = async (text) => {
    socket.write(`${text}\r\n`);
    return answerOf(socket);
  };
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  await type('EHLO me');
  await type('AUTH LOGIN');
  await type(base64(sender.user));
  await type(base64(sender.secret));
});
afterEach(async () => {
  end();
  await mail.close();
});

const FROM = 'invoices@mail.contoso.com';
const begin = async (): Promise<void> => {
  await type(`MAIL FROM:<${FROM}>`);
  await type('RCPT TO:<someone@example.com>');
  await type('DATA');
};

test('a parameter nobody knows, a size over the limit and a second log-in are refused; 8BITMIME is not', async () => {
  expect(await type(`MAIL FROM:<${FROM}> FOO=BAR`)).toBe('501 5.5.4 Invalid arguments');
  expect(await type(`MAIL FROM:<${FROM}> SIZE=99999999`)).toMatch(/^552 5\.3\.4 /);
  expect(await type('AUTH LOGIN')).toMatch(/^503 /);
  expect(await type('RCPT TO:<someone@example.com>')).toMatch(/^503 /);
  expect(await type(`MAIL FROM:<${FROM}> SIZE=100 BODY=8BITMIME SMTPUTF8`)).toBe('250 2.1.0 Sender OK');
  expect(await type('RCPT TO:<someone@example.com>')).toBe('250 2.1.5 Recipient OK');
});

test('a doubled dot is one; a bare line feed ends nothing, so no second message can be smuggled in', async () => {
  await begin();
  const smuggled = `x\n.\nMAIL FROM:<${FROM}>\nRCPT TO:<evil@example.com>\nDATA\nFrom: ${FROM}\n\ny\n.`;
  expect(await type(`From: ${FROM}\r\nSubject: one\r\n\r\n..a dot\r\n${smuggled}\r\n.`)).toMatch(/^250 2\.6\.0 /);
  expect(mail.world.mail).toHaveLength(1);
  expect(mail.world.mail[0]?.to).toEqual(['someone@example.com']);
  expect(mail.world.mail[0]?.raw).toContain('\r\n.a dot\r\n');
});

test('a message whose From is another address than the envelope’s may not go through', async () => {
  await begin();
  expect(await type('From: boss@mail.contoso.com\r\n\r\nx\r\n.')).toMatch(/^550 5\.7\.60 /);
  expect(mail.world.mail).toEqual([]);
});
