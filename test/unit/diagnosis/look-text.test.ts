import { expect, test } from 'vitest';
import { cluesIn } from '../../../src/diagnosis/clues.ts';
import { lookAtText } from '../../../src/diagnosis/look-text.ts';
import { recognise } from '../../../src/diagnosis/recognise.ts';
import { corpus } from './corpus.ts';

const endpoints = [
  { host: 'smtp.azurecomm.net', port: 587 },
  { host: 'smtp.office365.com', port: 587 },
];

const causes = (text: string): (string | undefined)[] =>
  lookAtText(cluesIn(text), recognise(text)!, { subject: null, own: null, all: endpoints }).map((each) => each.cause);

test.each([
  ['Error: getaddrinfo ENOTFOUND smtp.azurecom.net', 'client-host'],
  ['connect to smtp.gmail.com[142.250.1.108]:587: Connection timed out', 'client-host'],
  ['connect ECONNREFUSED 127.0.0.1:587 (err.code=ECONNECTION)', 'client-host'],
  ['Error: connect ETIMEDOUT 20.49.0.1:465', 'client-port'],
  ['connect to smtp.azurecomm.net[20.49.0.1]:25: Connection timed out', 'client-port'],
  ['SMTP connect() failed. (host: smtp.office365.com, port: 465)', 'client-port'],
])('without a sender the text gives away the server or the port: %s', (text, cause) => {
  expect(causes(text)).toContain(cause);
});

test.each([
  'Error: connect ETIMEDOUT 20.49.0.1:587',
  'connect to smtp.azurecomm.net[20.49.0.1]:587: Connection timed out',
  'TimeoutError at /app/node_modules/nodemailer/lib/smtp-connection/index.js:465:25 ETIMEDOUT',
  'java.net.ConnectException: mail.smtp.host=x; connection refused',
  'MailKit.Net.Smtp.SmtpClient.Connect: ETIMEDOUT',
])('what names no wrong server says nothing: %s', (text) => {
  expect(causes(text)).toEqual([]);
});

test('no text of the corpus names a server or port that its own cause does not explain', () => {
  const way = ['client-host', 'client-port', 'port-blocked', 'connection-cut', 'client-ca', 'client-tls-mode'];
  const given = corpus.filter(({ text }) => causes(text).length > 0);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter(({ cause }) => !way.includes(cause))).toEqual([]);
});
