import type SMTPConnection from 'nodemailer/lib/smtp-connection';

type Options = SMTPConnection.Options;
type Credentials = { user: string; pass: string };

/** A service closes what stays silent. */
const keepMs = 5_000;

/**
 * Logs in, and nothing else. With `again` a log-in that is refused is asked again within a second or two, because a new credential is let in as soon as
 * it is replicated: so the connection for the next one is opened meanwhile. Opened only then, its round trips came on top of the second
 * between two log-ins, and with them the moment of success was seen later by half a second.
 */
export function createLogIn(options: Options): (credentials: Credentials, again: boolean) => Promise<void> {
  /** By user: a sender's next log-in, nobody else's. */
  const kept = new Map<string, Promise<SMTPConnection>>();
  const keepFor = (user: string): void => {
    const next = open(options);
    kept.set(user, next);
    const drop = (): boolean => kept.get(user) === next && kept.delete(user);
    // Why it failed is said by the next log-in, which then opens its own.
    next.catch(drop);
    setTimeout(() => {
      if (drop()) next.then((connection) => connection.close()).catch(() => undefined);
    }, keepMs).unref();
  };
  return async (credentials, again) => {
    const { user } = credentials;
    const opened = kept.get(user);
    kept.delete(user);
    try {
      if (opened && (await answers(opened, credentials))) return;
      await logIn(await open(options), credentials);
    } catch (thrown) {
      if (again && replyIn(thrown) === 535 && !kept.has(user)) keepFor(user);
      throw thrown;
    }
  };
}

/** False when the service let go of the connection while it was kept: that says nothing about the credential. */
async function answers(opened: Promise<SMTPConnection>, credentials: Credentials): Promise<boolean> {
  const connection = await opened.catch(() => undefined);
  if (!connection || connection.destroyed) return false;
  try {
    await logIn(connection, credentials);
    return true;
  } catch (thrown) {
    if (replyIn(thrown) !== undefined) throw thrown;
    return false;
  }
}

const replyIn = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'responseCode' in thrown ? thrown.responseCode : undefined;

async function open(options: Options): Promise<SMTPConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection = new Connection(options);
  return new Promise((resolve, reject) => {
    const failed = (thrown: unknown): void => {
      // First, because closing is an end of its own, which says less.
      reject(thrown);
      connection.close();
    };
    // They stay: an error while it is kept has nobody else to hear it, and would end the process.
    connection.on('error', failed);
    connection.on('end', () => failed(closed()));
    connection.connect((error) => (error ? failed(error) : resolve(connection)));
  });
}

/** Always asked for: without AUTH nothing is proven, whatever the server offers. */
function logIn(connection: SMTPConnection, credentials: Credentials): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(closed()));
    connection.login({ credentials }, (error) => (error ? reject(error) : resolve()));
  }).then(
    () => connection.quit(),
    (thrown: unknown) => {
      connection.close();
      throw thrown;
    },
  );
}

const closed = (): Error => new Error('Connection closed');
