import type { Cloud } from '../../src/shared/cloud.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { smtpError } from './errors.ts';

/** The port, STARTTLS with TLS 1.2 or newer and a trusted certificate, and that a log-in is offered inside it. Nobody logs in. */
export function smtpProbes(cloud: Cloud): Probe[] {
  return [{ id: 'smtp:acs', kind: 'neighbour', run: () => look(cloud.smtp.acs) }];
}

async function look({ host, port }: { host: string; port: number }): Promise<Finding> {
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
    if (!connection.secure)
      return { status: 'missing', why: `${host}:${port} stays unencrypted`, fix: tlsFix(host, port) };
    if (!connection.allowsAuth)
      return {
        status: 'missing',
        why: `${host}:${port} offers no log-in`,
        fix: 'Check the host in CLOUD: this is no submission port.',
      };
    return { status: 'ok', why: `${host}:${port} speaks STARTTLS (TLS 1.2 or newer) and offers a log-in` };
  } catch (thrown) {
    const error = asSendpassError(smtpError(thrown));
    if (error.code === 'smtp-no-tls') return { status: 'missing', why: error.advice, fix: tlsFix(host, port) };
    return {
      status: 'missing',
      why: `${host}:${port} cannot be reached (${error.code})`,
      fix: `nc -vz ${host} ${port}   # many networks block outgoing mail ports`,
    };
  } finally {
    connection.close();
  }
}

const tlsFix = (host: string, port: number): string =>
  `openssl s_client -starttls smtp -connect ${host}:${port} -tls1_2   # a proxy in between strips STARTTLS or shows its own certificate`;
