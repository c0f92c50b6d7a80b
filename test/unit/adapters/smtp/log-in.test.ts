import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test, vi } from 'vitest';
import { createMailRelay } from '../../../../adapters/smtp/mail-relay.ts';
import { makeCertificates } from '../../../../infra/sandbox/tls.ts';
import { namedCloud } from '../../../../src/shared/cloud.ts';
import { Secret } from '../../../../src/shared/secret.ts';

const servers: SMTPServer[] = [];
afterEach(() => servers.splice(0).forEach((each) => each.close()));

type Seen = { connected: string[]; loggedIn: string[] };

/** Takes the password `good` and notes on which connection who came. */
async function relay(): Promise<{
  seen: Seen;
  logIn: (username: string, password: string) => Promise<void>;
  drop: () => void;
}> {
  const { ca, cert, key } = await makeCertificates();
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca]);
  const seen: Seen = { connected: [], loggedIn: [] };
  const server = new SMTPServer({
    cert,
    key,
    onConnect: ({ id }, done) => {
      seen.connected.push(id);
      done();
    },
    onAuth: ({ password }, { id }, done) => {
      seen.loggedIn.push(id);
      if (password === 'good') return done(null, { user: 'sender' });
      done(Object.assign(new Error('5.7.3 Authentication unsuccessful'), { responseCode: 535 }));
    },
  });
  server.on('error', () => undefined);
  servers.push(server);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const cloud = namedCloud('public')!;
  const mailRelay = createMailRelay({
    ...cloud,
    smtp: { ...cloud.smtp, acs: { ...cloud.smtp.acs, host: 'localhost', port } },
  });
  return {
    seen,
    logIn: (username, password) =>
      mailRelay.logIn({ relay: 'acs', login: 'password', username, password: new Secret(password) }, { again: true }),
    drop: () => server.connections.forEach((each) => each.close()),
  };
}

const notYet = { kind: 'not-yet', code: 'smtp-auth-refused' };

test('after a refusal the next connection is open before the log-in is asked again, and only the same user gets it', async () => {
  const { seen, logIn } = await relay();
  await expect(logIn('one', 'bad')).rejects.toMatchObject(notYet);
  await vi.waitUntil(() => seen.connected.length === 2);
  await logIn('two', 'good');
  await logIn('one', 'good');
  const [first, kept, another] = seen.connected;
  expect(seen.loggedIn).toEqual([first, another, kept]);
  // A success asks for nothing more.
  expect(seen.connected).toHaveLength(3);
});

test('a kept connection that the service let go of costs no answer', async () => {
  const { seen, logIn, drop } = await relay();
  await expect(logIn('one', 'bad')).rejects.toMatchObject(notYet);
  await vi.waitUntil(() => seen.connected.length === 2);
  drop();
  await logIn('one', 'good');
  expect(seen.loggedIn).toEqual([seen.connected[0], seen.connected[2]]);
});
