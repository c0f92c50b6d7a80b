import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { makeCertificates } from '../../infra/sandbox/tls.ts';

export type ReceivedMail = { from: string; to: string[]; text: string };

/** A relay like the real one in what clients must get right: STARTTLS only, AUTH LOGIN only, one user, one From. */
export async function startSmtpTarget(login: { username: string; password: string }) {
  const { ca, cert, key } = await makeCertificates();
  const mails: ReceivedMail[] = [];
  const refused: { username: unknown; password: unknown }[] = [];
  const server = new SMTPServer({
    secure: false,
    cert,
    key,
    authMethods: ['LOGIN'],
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, session, callback) => {
      if (session.secure && username === login.username && password === login.password)
        return callback(null, { user: username });
      refused.push({ username, password });
      return callback(new Error('5.7.3 Authentication unsuccessful'));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((each) => each.address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        callback();
      });
    },
  });
  // A client that breaks off is what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return { host: 'localhost', port, ca, mails, refused, close: () => new Promise<void>((done) => server.close(done)) };
}
