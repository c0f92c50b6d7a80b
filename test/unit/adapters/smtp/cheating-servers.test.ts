import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import tls from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createMailRelay } from '../../../../adapters/smtp/mail-relay.ts';
import { namedCloud } from '../../../../src/shared/cloud.ts';
import { makeCertificates } from '../../../../infra/sandbox/tls.ts';
import { Secret } from '../../../../src/shared/secret.ts';

// nodemailer sends the password in the clear to a server without STARTTLS, and calls a server without AUTH a success, unless told
// otherwise (facts/azure §5): these servers would get it.

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((each) => each.close()));

/** A server that answers every line by `reply`, and all it was sent. */
async function serve(reply: (line: string) => string): Promise<{ port: number; heard: () => string }> {
  let heard = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 cheat ESMTP\r\n');
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      for (const line of data.toString('latin1').split('\r\n').filter(Boolean)) socket.write(`${reply(line)}\r\n`);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

function relayAt(port: number) {
  const cloud = namedCloud('public')!;
  return createMailRelay({ ...cloud, smtp: { ...cloud.smtp, acs: { ...cloud.smtp.acs, host: 'localhost', port } } });
}

const login = {
  relay: 'acs' as const,
  login: 'password' as const,
  username: 'acs|app|tenant',
  password: new Secret('hunter2~hunter2'),
};
const mail = {
  from: { address: 'a@contoso.com', name: 'A' },
  to: 'b@contoso.com',
  subject: 's',
  text: 't',
  messageId: '<1@contoso.com>',
};
const leaks = (heard: string): boolean =>
  /^AUTH|^MAIL/im.test(heard) || heard.includes(Buffer.from('hunter2~hunter2').toString('base64').slice(0, 12));

test.each([
  ['offers AUTH but no STARTTLS', '250-cheat\r\n250 AUTH LOGIN PLAIN'],
  ['offers neither', '250 cheat'],
  ['offers STARTTLS and refuses it', '250-cheat\r\n250-STARTTLS\r\n250 AUTH LOGIN'],
])('a server that %s never gets the password, nor a mail', async (_what, capabilities) => {
  const server = await serve((line) => {
    if (/^(EHLO|HELO)/i.test(line)) return capabilities;
    return /^STARTTLS/i.test(line) ? '502 5.5.1 not implemented' : '235 2.7.0 welcome';
  });
  const refused = { kind: 'retryable', code: 'smtp-no-tls' };
  await expect(relayAt(server.port).logIn(login)).rejects.toMatchObject(refused);
  await expect(relayAt(server.port).send(login, mail)).rejects.toMatchObject(refused);
  expect(leaks(server.heard())).toBe(false);
});

test('a certificate nobody trusts ends it before the password', async () => {
  const server = await serve((line) => (/^(EHLO|HELO)/i.test(line) ? '250-cheat\r\n250 STARTTLS' : '220 go ahead'));
  await expect(relayAt(server.port).logIn(login)).rejects.toMatchObject({ kind: 'retryable', code: 'smtp-no-tls' });
  expect(leaks(server.heard())).toBe(false);
});

test('a server that is encrypted but knows no log-in is no success, and gets no mail', async () => {
  const { ca, cert, key } = await makeCertificates();
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);
  const mails: string[] = [];
  const server = new SMTPServer({
    cert,
    key,
    authOptional: true,
    disabledCommands: ['AUTH'],
    onMailFrom: ({ address }, _session, done) => {
      mails.push(address);
      done();
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  servers.push(listening);
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const refused = { kind: 'retryable', code: 'smtp-no-log-in' };
  await expect(relayAt(port).logIn(login)).rejects.toMatchObject(refused);
  await expect(relayAt(port).send(login, mail)).rejects.toMatchObject(refused);
  expect(mails).toEqual([]);
});

test('nobody on the port is not a TLS problem', async () => {
  const { port } = await serve(() => '');
  servers.splice(0).forEach((each) => each.close());
  await expect(relayAt(port).logIn(login)).rejects.toMatchObject({ kind: 'retryable', code: 'smtp-unreachable' });
});
