import type { MailRelay, SmtpLogin } from '../../src/provisioning/port-mail-relay.ts';
import type { RelayId } from '../../src/senders/sender.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { smtpError } from './errors.ts';
import { createLogIn } from './log-in.ts';
import { reach } from './reach.ts';

const encrypted = {
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  socketTimeout: 30_000,
  secure: false,
  requireTLS: true,
  tls: { minVersion: 'TLSv1.2' },
  logger: false,
  debug: false,
} as const;

/**
 * The MailRelay port over nodemailer. requireTLS and forceAuth are not options here: without them nodemailer sends the password in the
 * clear to a server that offers no STARTTLS, and calls a server without AUTH a success (facts/azure §5).
 */
export function createMailRelay(cloud: Cloud): MailRelay {
  const transport = async (login: SmtpLogin) => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      ...cloud.smtp[login.relay],
      ...encrypted,
      forceAuth: true,
      auth: { user: login.username, pass: login.password.expose('log-in') },
    });
  };
  const logInTo = {
    acs: createLogIn({ host: cloud.smtp.acs.host, port: cloud.smtp.acs.port, ...encrypted }),
  } satisfies Record<RelayId, unknown>;
  return {
    endpoint: (relay) => ({ host: cloud.smtp[relay].host, port: cloud.smtp[relay].port }),
    async reach(relay) {
      const found = await reach(cloud.smtp[relay]);
      if (found !== 'ok') throw unlike[found];
    },
    async logIn({ relay, username, password }, { again = false } = {}) {
      try {
        await logInTo[relay]({ user: username, pass: password.expose('log-in') }, again);
      } catch (thrown) {
        throw smtpError(thrown);
      }
    },
    async send(login, mail) {
      const smtp = await transport(login);
      try {
        await smtp.sendMail({
          from: mail.from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          messageId: mail.messageId,
          // A test mail must not start a conversation between two machines (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (thrown) {
        throw smtpError(thrown);
      } finally {
        smtp.close();
      }
    },
  };
}

/** What answers is no relay: an encrypted connection or a log-in is missing. */
const unlike = {
  unencrypted: new SendpassError({
    code: 'smtp-no-tls',
    kind: 'retryable',
    advice: 'The connection stays unencrypted. A firewall or proxy may be in between.',
  }),
  'no-log-in': new SendpassError({
    code: 'smtp-no-log-in',
    kind: 'retryable',
    advice: 'What answers on the mail port offers no log-in. A firewall or proxy may be in between.',
  }),
};
