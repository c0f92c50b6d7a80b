// What the SMTP ends have in common: STARTTLS, AUTH LOGIN and XOAUTH2 inside TLS (no PLAIN), faults, log, inbox. Both vendors offer the
// same two ways to log in (facts §5, §7.1).
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Context, SmtpServer } from '../context.ts';
import { cross, type Wire } from './crossing.ts';
import { type Reply, startTlsFirst, tooManyRecipients } from './replies.ts';
import type { SmtpService } from './service.ts';
import { accept, authenticate, type Client, readData } from './verbs.ts';
import { type BeforeTls, smoothWording } from './wording.ts';

const NOT_SPOKEN = ['VRFY', 'HELP', 'WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD'];
type Done = (error?: Error | null) => void;

/** Listens on 127.0.0.1; `port` 0 takes any free one. `close` may be called twice and runs when the context closes. */
export async function serveSmtp<Who>(context: Context, service: SmtpService<Who>, port: number): Promise<SmtpServer> {
  const server = makeServer(context, service);
  server.on('error', () => {
    // A client that breaks off its connection is not the sandbox's fault, and unhandled it would end the process.
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const each of server.connections) each._socket.destroy();
      if (server.server.listening) server.close(() => resolve());
      else resolve();
    });
  context.onClose(close);
  return { port: typeof address === 'object' && address !== null ? address.port : port, close };
}

function makeServer<Who>(context: Context, service: SmtpService<Who>): SMTPServer {
  const clients = new Map<string, Client<Who>>();
  const clientOf = (session: SMTPServerSession): Client<Who> => {
    const known = clients.get(session.id);
    if (known !== undefined) return known;
    const made: Client<Who> = { username: '', who: undefined, tooManyRecipients: false };
    clients.set(session.id, made);
    return made;
  };
  const user = (session: SMTPServerSession): string => clientOf(session).username;
  const wire: Wire = { context, neighbour: service.neighbour, server: () => server, user };
  const server: SMTPServer = new SMTPServer({
    ...serverOptions(context, service),
    ...handshake(wire, service.beforeTls, (session) => void clients.delete(session.id)),
    ...transaction(wire, service, clientOf),
    onAuth: (auth, session, callback) => {
      const client = clientOf(session);
      // Counted when the log-in is decided, not when it arrived: many may arrive at once.
      const others = (): number => [...clients.values()].filter((each) => each.who !== undefined).length;
      run(
        cross(
          wire,
          { method: 'AUTH', session, path: encodeURIComponent(auth.username ?? '') },
          (at) => authenticate(service, context.world, client, auth, { at, others }),
          (reply) => (reply.code < 400 ? callback(null, { user: auth.username }) : callback(failure(reply))),
        ),
        callback,
      );
    },
  });
  return server;
}

function serverOptions(context: Context, service: { banner: string; maxBytes: number }) {
  const { cert, key } = context.tls;
  return {
    name: 'localhost',
    banner: service.banner,
    heloResponse: '%s Hello %s',
    cert,
    key,
    minVersion: 'TLSv1.2' as const,
    authMethods: ['LOGIN', 'XOAUTH2'],
    authRequiredMessage: '5.7.57 Client not authenticated to send mail',
    // Replies carry their own enhanced codes: the library would put 5.7.8 before our 5.7.3.
    hideENHANCEDSTATUSCODES: true,
    size: service.maxBytes,
    disableReverseLookup: true,
    logger: false,
  };
}

/** CONNECT and STARTTLS: AUTH exists only inside TLS. */
function handshake(wire: Wire, beforeTls: BeforeTls, onClose: (session: SMTPServerSession) => void) {
  return {
    onConnect: (session: SMTPServerSession, done: Done): void => {
      session.disabledCommands = [...NOT_SPOKEN, 'AUTH'];
      const connection = [...wire.server().connections].find((each) => each.id === session.id);
      if (connection !== undefined) {
        smoothWording(connection, beforeTls, (quit) => {
          run(
            cross(
              wire,
              { method: 'QUIT', session },
              () => ({ reply: { code: 221, text: '2.0.0 Service closing transmission channel' }, requestBody: null }),
              quit,
            ),
            quit,
          );
        });
      }
      const greet = () => ({ reply: { code: 220, text: 'ready' }, requestBody: null });
      run(
        cross(wire, { method: 'CONNECT', session }, greet, (reply) => done(failure(reply))),
        done,
      );
    },
    onSecure: (_socket: unknown, session: SMTPServerSession, done: Done): void => {
      session.disabledCommands = NOT_SPOKEN;
      done();
    },
    onClose,
  };
}

function transaction<Who>(
  wire: Wire,
  service: SmtpService<Who>,
  clientOf: (session: SMTPServerSession) => Client<Who>,
) {
  const { world } = wire.context;
  type Options = NonNullable<ConstructorParameters<typeof SMTPServer>[0]>;
  const handlers: Pick<Options, 'onMailFrom' | 'onRcptTo' | 'onData'> = {
    onMailFrom: (address, session, done) => {
      const { who } = Object.assign(clientOf(session), { tooManyRecipients: false });
      const check = (): Reply =>
        (who === undefined ? startTlsFirst : service.checkSender(world, who, address.address)) ?? ok('2.1.0 Sender OK');
      const work = () => ({ reply: check(), requestBody: { from: address.address } });
      run(
        cross(wire, { method: 'MAIL', session }, work, (reply) => done(failure(reply))),
        done,
      );
    },
    onRcptTo: (_address, session, done) => {
      const full = session.envelope.rcptTo.length >= service.maxRecipients;
      if (full) clientOf(session).tooManyRecipients = true;
      done(full ? failure(tooManyRecipients) : null);
    },
    onData: (stream, session, done) => {
      const client = clientOf(session);
      const deliver = async (): Promise<void> => {
        const data = await readData(stream, service.maxBytes);
        const { mailFrom, rcptTo } = session.envelope;
        const { who } = client;
        if (data === undefined || who === undefined || mailFrom === false) return;
        const mail = { envelopeFrom: mailFrom.address, to: rcptTo.map((each) => each.address), ...data };
        const work = () => accept(service, world, { ...client, who }, mail);
        await cross(wire, { method: 'DATA', session }, work, (reply) => done(failure(reply), reply.text));
      };
      run(deliver(), done);
    },
  };
  return handlers;
}

const ok = (text: string): Reply => ({ code: 250, text });

/** The library takes refusals as errors. */
function failure(reply: Reply): Error | null {
  return reply.code < 400 ? null : Object.assign(new Error(reply.text), { responseCode: reply.code });
}

/** A bug here must show: to the client as 451, and on stderr. */
function run(work: Promise<void>, done: Done): void {
  const watch = async (): Promise<void> => {
    try {
      await work;
    } catch (error) {
      process.stderr.write(
        `sandbox smtp: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      done(failure({ code: 451, text: '4.3.0 The sandbox has a bug' }));
    }
  };
  void watch();
}
