import type { AddressInfo } from 'node:net';
import { createServer } from 'node:https';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerAuthentication } from 'smtp-server';
import { makeCertificates } from '../../infra/sandbox/tls.ts';

export type ReceivedMail = { from: string; to: string[]; text: string };

export type SmtpTarget = {
  host: string;
  port: number;
  ca: string;
  mails: ReceivedMail[];
  /** What came in instead of what was expected. */
  refused: unknown[];
  close: () => Promise<void>;
};

/** A relay like the real one in what clients must get right: STARTTLS only, AUTH LOGIN only, one user. */
export const startSmtpTarget = async (login: { username: string; password: string }): Promise<SmtpTarget> =>
  startTarget(
    await makeCertificates(),
    'LOGIN',
    ({ username, password }) => username === login.username && password === login.password,
  );

type Application = { clientId: string; clientSecret: string; scope: string; mailbox: string };

/** Entra's token endpoint and Exchange's SMTP end: a token for exactly this form, a log-in with exactly this token as this mailbox. */
export async function startOAuthTarget(application: Application): Promise<SmtpTarget & { tokenEndpoint: string }> {
  const certificates = await makeCertificates();
  // As long as a real one: it does not fit the 512 characters of an SMTP command.
  const token = `eyJ0eXAi.${'Qm9keQ'.repeat(250)}.${'-_aA9'.repeat(60)}`;
  const target = await startTarget(
    certificates,
    'XOAUTH2',
    ({ username, accessToken }) => username === application.mailbox && accessToken === token,
  );
  const { clientId, clientSecret, scope } = application;
  const wanted = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  const server = createServer({ cert: certificates.cert, key: certificates.key }, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const form: Record<string, string> = Object.fromEntries(new URLSearchParams(body));
      const right = Object.entries(wanted).every(([name, value]) => form[name] === value);
      if (!right) target.refused.push(form);
      response
        .writeHead(right ? 200 : 401, { 'content-type': 'application/json' })
        .end(
          JSON.stringify(
            right
              ? { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token }
              : { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
          ),
        );
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await target.close();
    server.closeAllConnections();
    await new Promise((done) => void server.close(done));
  };
  return { ...target, tokenEndpoint: `https://localhost:${port}/tenant/oauth2/v2.0/token`, close };
}

async function startTarget(
  { ca, cert, key }: { ca: string; cert: string; key: string },
  method: 'LOGIN' | 'XOAUTH2',
  expected: (given: SMTPServerAuthentication) => boolean,
): Promise<SmtpTarget> {
  const mails: ReceivedMail[] = [];
  const refused: unknown[] = [];
  const server = new SMTPServer({
    secure: false,
    cert,
    key,
    authMethods: [method],
    disableReverseLookup: true,
    logger: false,
    onAuth: (given, session, callback) => {
      if (session.secure && expected(given)) return callback(null, { user: given.username });
      refused.push({ username: given.username, password: given.password, accessToken: given.accessToken });
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
