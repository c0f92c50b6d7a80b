import { array, assert, constantFrom, property, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask, maskSecrets } from '../../../src/diagnosis/mask-secrets.ts';
import { formsOf } from '../../support/secret-scan.ts';
import { corpus, unknowns } from './corpus.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = (from: string, least: number, most = least): Arbitrary<string> =>
  array(constantFrom(...from.split('')), { minLength: least, maxLength: most }).map((each) => each.join(''));

/** Entra's shape: three letters, a digit, `Q~`, and 31 to 34 more with punctuation. */
const entraSecret = tuple(
  word(letters, 3),
  word('0123456789', 1),
  word(`${letters}~._-`, 30, 33),
  word(letters, 1),
).map(([a, b, c, d]) => `${a}${b}Q~${c}${d}`);
/** What people choose themselves. */
const password = tuple(word(letters, 8, 24), word('!#%+-.@_~', 1, 3), word(letters, 3)).map((each) => each.join(''));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const user = 'acs-prod|4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11|9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4';

/** How a client secret stands in what people paste. */
const around: Record<string, (secret: string) => string> = {
  alone: (secret) => secret,
  sentence: (secret) => `I used ${secret} and got 535 5.7.3 Authentication unsuccessful`,
  'cut off at the end': (secret) => `535 5.7.3 with ${secret.slice(0, 20)}`,
  php: (secret) => `$mail->Username = '${user}'; $mail->Password = '${secret}'; SMTP Error: Could not authenticate.`,
  'php array': (secret) => `'username' => '${user}', 'password' => '${secret}', 'port' => 587`,
  env: (secret) => `SMTP_USER=${user}\nSMTP_PASS=${secret}\nSMTP_PORT=587`,
  json: (secret) => JSON.stringify({ auth: { user, pass: secret } }),
  'json in json': (secret) => JSON.stringify({ log: JSON.stringify({ client_secret: secret }) }),
  form: (secret) => `grant_type=client_credentials&client_secret=${encodeURIComponent(secret)}&scope=x AADSTS7000215`,
  'url-encoded tilde': (secret) => `client_secret=${secret.replaceAll('~', '%7E')}&scope=x`,
  url: (secret) => `smtp://${encodeURIComponent(user)}:${secret}@smtp.azurecomm.net:587 failed`,
  dotnet: (secret) => `client.Credentials = new NetworkCredential("${user}", "${secret}");`,
  python: (secret) => `server.login('${user}', '${secret}') smtplib.SMTPAuthenticationError: (535, b'5.7.3')`,
  powershell: (secret) => `$p = ConvertTo-SecureString '${secret}' -AsPlainText -Force; Send-MailMessage`,
  postfix: (secret) => `[smtp.azurecomm.net]:587 ${user}:${secret}`,
  swaks: (secret) => `swaks --auth LOGIN -au '${user}' -ap '${secret}' -tls`,
  'phpmailer debug': (secret) =>
    `SERVER -> CLIENT: 334 VXNlcm5hbWU6 CLIENT -> SERVER: ${base64(user)} SERVER -> CLIENT: 334 UGFzc3dvcmQ6 CLIENT -> SERVER: ${base64(secret)} SERVER -> CLIENT: 535 5.7.3 Authentication unsuccessful`,
  'swaks log': (secret) => `<-  334 UGFzc3dvcmQ6\n ~> ${base64(secret)}\n<** 535 5.7.3 Authentication unsuccessful`,
  'python log': (secret) => `reply: b'334 UGFzc3dvcmQ6\\r\\n' send: '${base64(secret)}\\r\\n' reply: b'535 5.7.3'`,
  'auth plain': (secret) => `C: AUTH PLAIN ${base64(`\0${user}\0${secret}`)}`,
  'msal python': (secret) =>
    `app = msal.ConfidentialClientApplication("${user}", authority=a, client_credential="${secret}")`,
  'msal .net': (secret) => `ConfidentialClientApplicationBuilder.Create(id).WithClientSecret("${secret}").Build()`,
  'azure identity': (secret) => `new ClientSecretCredential("${user}", "${user}", "${secret}")`,
  'nodemailer oauth': (secret) => `auth: { type: 'OAuth2', user: 'a@b.c', clientId: 'x', clientSecret: '${secret}' }`,
  'php oauth': (secret) => `new Microsoft(['clientId' => 'x', 'clientSecret' => '${secret}', 'tenantId' => 'y'])`,
  'email-oauth2-proxy': (secret) =>
    `[a@contoso.com]\noauth2_flow = client_credentials\nclient_id = x\nclient_secret = ${secret}`,
  'curl form': (secret) => `curl -d client_id=x -d 'client_secret=${secret}' -d grant_type=client_credentials`,
  'powershell body': (secret) => `$body = @{ client_id = 'x'; client_secret = '${secret}'; scope = 's' }`,
  'base64 anywhere': (secret) => `password was ${base64(secret)} I think`,
};

describe('a client secret does not survive, in any form, wherever it stands', () => {
  test.each(Object.entries(around))('%s', (_name, text) => {
    assert(
      property(entraSecret, (secret) => {
        const masked = maskSecrets(text(secret));
        expect(masked.found).toBe(true);
        for (const [form, bytes] of formsOf(secret))
          expect({ form, text: masked.text }).not.toEqual(
            expect.objectContaining({ text: expect.stringContaining(bytes.toString('latin1')) }),
          );
        expect(masked.text).not.toContain(secret.slice(4, 14));
        expect(maskSecrets(masked.text).text).toBe(masked.text);
      }),
      { numRuns: 60 },
    );
  });
});

const inSettings = [
  'php',
  'php array',
  'env',
  'json',
  'url',
  'dotnet',
  'python',
  'powershell',
  'postfix',
  'swaks',
  'phpmailer debug',
  'auth plain',
  'msal python',
  'msal .net',
  'azure identity',
  'nodemailer oauth',
  'php oauth',
  'email-oauth2-proxy',
  'curl form',
  'powershell body',
];

describe('nor does a password of another shape, where a setting or a log-in shows that it is one', () => {
  test.each(inSettings)('%s', (name) => {
    assert(
      property(password, (secret) => {
        const masked = maskSecrets(around[name]!(secret));
        expect(masked.text).not.toContain(secret);
        expect(masked.text).not.toContain(base64(secret).replace(/=+$/, ''));
        expect(maskSecrets(masked.text).text).toBe(masked.text);
      }),
      { numRuns: 60 },
    );
  });
});

test('tokens and keys', () => {
  const jwt = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${Buffer.from('{"aud":"https://communication.azure.com"}').toString('base64url')}.c2lnbmF0dXJlLXNpZ25hdHVyZQ`;
  for (const text of [
    `Authorization: Bearer ${jwt}`,
    `token ${jwt}`,
    base64(`user=a@b.c\x01auth=Bearer ${jwt}\x01\x01`),
    `AUTH XOAUTH2 ${base64(`user=a@b.c\x01auth=Bearer ${jwt}\x01\x01`)}`,
  ])
    expect(maskSecrets(text).text).not.toMatch(/eyJ0|c2lnbmF0/);
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----';
  expect(maskSecrets(`look: ${key} done`).text).toBe(`look: ${mask} done`);
  expect(
    maskSecrets('endpoint=https://a.communication.azure.com/;accesskey=QUJDREVGR0hJSktMTU5PUA==').text,
  ).not.toContain('QUJDREVG');
});

test('errors stay as they are: nothing in them is a secret', () => {
  for (const { text } of corpus) expect(maskSecrets(text)).toEqual({ text, found: false });
  for (const text of unknowns) expect(maskSecrets(text)).toEqual({ text, found: false });
  for (const text of [
    'request',
    'test Billing',
    `username ${user}`,
    'Password: ********',
    'password incorrect',
    'the password is wrong',
  ])
    expect(maskSecrets(text)).toEqual({ text, found: false });
});

test('a long text takes no long time', () => {
  for (const text of [
    'a~1B'.repeat(1000),
    'password='.repeat(450),
    '334 '.repeat(1000),
    'x:y@'.repeat(1000),
    '"'.repeat(4000),
    'eyJ.'.repeat(1000),
  ]) {
    const start = performance.now();
    maskSecrets(text);
    // Wide: what is feared is a pattern that takes minutes.
    expect(performance.now() - start).toBeLessThan(2_000);
  }
});
