import type { RelayId } from '../../src/senders/sender.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import { reach } from './reach.ts';

/** The port, STARTTLS with TLS 1.2 or newer and a trusted certificate, and that a log-in is offered inside it. Nobody logs in. */
export function smtpProbes(cloud: Cloud, relays: readonly RelayId[]): Probe[] {
  return relays.map((relay) => ({ id: `smtp:${relay}`, kind: 'neighbour', run: () => look(cloud.smtp[relay], relay) }));
}

async function look({ host, port }: { host: string; port: number }, relay: RelayId): Promise<Finding> {
  try {
    const found = await reach({ host, port }, relay);
    if (found === 'unencrypted')
      return { status: 'missing', why: `${host}:${port} stays unencrypted`, fix: tlsFix(host, port) };
    if (found === 'no-log-in')
      return {
        status: 'missing',
        why: `${host}:${port} offers no log-in`,
        fix: 'Check the host in CLOUD: this is no submission port.',
      };
    return { status: 'ok', why: `${host}:${port} speaks STARTTLS (TLS 1.2 or newer) and offers a log-in` };
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.code === 'smtp-no-tls') return { status: 'missing', why: error.advice, fix: tlsFix(host, port) };
    return {
      status: 'missing',
      why: `${host}:${port} cannot be reached (${error.code})`,
      fix: `nc -vz ${host} ${port}   # many networks block outgoing mail ports`,
    };
  }
}

const tlsFix = (host: string, port: number): string =>
  `openssl s_client -starttls smtp -connect ${host}:${port} -tls1_2   # a proxy in between strips STARTTLS or shows its own certificate`;
