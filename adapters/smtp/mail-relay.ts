import type { MailRelay, SmtpLogin } from '../../src/provisioning/port-mail-relay.ts';
import type { RelayId } from '../../src/senders/sender.ts';
import { authorityOf } from '../../src/shared/cloud.ts';
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
  const logInTo: Record<RelayId, ReturnType<typeof createLogIn>> = {
    acs: createLogIn({ ...hostOf(cloud, 'acs'), ...encrypted }),
    exchange: createLogIn({ ...hostOf(cloud, 'exchange'), ...encrypted }),
  };
  return {
    audience: (relay) => cloud.smtp[relay].scope.replace(/\/\.default$/, ''),
    tokenRequest: (relay, tenantId) => ({
      endpoint: `${authorityOf(cloud, tenantId)}/oauth2/v2.0/token`,
      scope: cloud.smtp[relay].scope,
    }),
    endpoint: (relay) => hostOf(cloud, relay),
    async reach(relay) {
      const found = await reach(cloud.smtp[relay], relay);
      if (found !== 'ok') throw unlike[found];
    },
    async logIn(login, { again = false } = {}) {
      try {
        if (login.login === 'oauth') return await verify(cloud, login);
        const { relay, username, password } = login;
        await logInTo[relay]({ user: username, pass: password.expose('log-in') }, again);
      } catch (thrown) {
        throw smtpError(thrown, login.relay);
      }
    },
    async send(login, mail) {
      const smtp = await transport(cloud, login);
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
        throw smtpError(thrown, login.relay);
      } finally {
        smtp.close();
      }
    },
  };
}

const hostOf = (cloud: Cloud, relay: RelayId) => ({ host: cloud.smtp[relay].host, port: cloud.smtp[relay].port });

/** A log-in and nothing else. Its next try is up to two hours away, so no connection is kept for it. */
async function verify(cloud: Cloud, login: SmtpLogin): Promise<void> {
  const smtp = await transport(cloud, login);
  try {
    await smtp.verify();
  } finally {
    smtp.close();
  }
}

const transport = async (cloud: Cloud, login: SmtpLogin) => {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...hostOf(cloud, login.relay),
    ...encrypted,
    forceAuth: true,
    auth: authOf(login),
  });
};

/** A given access token: nodemailer is never given what it could fetch one with. */
const authOf = (login: SmtpLogin) =>
  login.login === 'password'
    ? { user: login.username, pass: login.password.expose('log-in') }
    : { type: 'OAuth2' as const, user: login.mailbox, accessToken: login.token.expose('log-in') };

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
