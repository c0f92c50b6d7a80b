import type { MailRelay, SmtpLogin } from '../../src/provisioning/port-mail-relay.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { smtpError } from './errors.ts';
import { reach } from './reach.ts';

const timeouts = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

/**
 * The MailRelay port over nodemailer. requireTLS and forceAuth are not options here: without them nodemailer sends the password in the
 * clear to a server that offers no STARTTLS, and calls a server without AUTH a success (facts/azure §5).
 */
export function createMailRelay(cloud: Cloud): MailRelay {
  const transport = async (login: SmtpLogin) => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      ...cloud.smtp[login.relay],
      ...timeouts,
      secure: false,
      requireTLS: true,
      forceAuth: true,
      auth: { user: login.username, pass: login.password.expose('log-in') },
      tls: { minVersion: 'TLSv1.2' },
      logger: false,
      debug: false,
    });
  };
  return {
    endpoint: (relay) => ({ host: cloud.smtp[relay].host, port: cloud.smtp[relay].port }),
    async reach(relay) {
      const found = await reach(cloud.smtp[relay]);
      if (found !== 'ok') throw unlike[found];
    },
    async logIn(login) {
      const smtp = await transport(login);
      try {
        await smtp.verify();
      } catch (thrown) {
        throw smtpError(thrown);
      } finally {
        smtp.close();
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
