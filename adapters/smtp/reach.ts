import type { RelayId } from '../../src/senders/sender.ts';
import { smtpError } from './errors.ts';

/** Connects, starts TLS (1.2 or newer, trusted certificate) and hears what is offered inside; nobody logs in. Throws SendpassError. */
export async function reach(
  { host, port }: { host: string; port: number },
  relay: RelayId,
): Promise<'ok' | 'unencrypted' | 'no-log-in'> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const connection = new SMTPConnection({
    host,
    port,
    secure: false,
    requireTLS: true,
    connectionTimeout: 8_000,
    greetingTimeout: 8_000,
    tls: { minVersion: 'TLSv1.2' },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('closed')));
      connection.connect((thrown) => (thrown ? reject(thrown) : resolve()));
    });
    if (!connection.secure) return 'unencrypted';
    return connection.allowsAuth ? 'ok' : 'no-log-in';
  } catch (thrown) {
    throw smtpError(thrown, relay);
  } finally {
    connection.close();
  }
}
