import type { RelayId } from '../../src/senders/sender.ts';
import { exchangeRow } from './errors-exchange.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';

type Row = { code: string; kind: ErrorKind; advice: string };
type Answer = { code?: string; originalCode?: string; responseCode?: number; command?: string; response?: string };

/**
 * The one translator of SMTP answers: what a relay says more exactly, else by reply class. Apart from 535 the exact codes of
 * ACS are unverified (facts/azure §5), so 4xx means later and 5xx means refused.
 */
export function smtpError(thrown: unknown, relay: RelayId): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  // Read field by field from whatever nodemailer threw; what is missing is undefined.
  const answer = (thrown ?? {}) as Answer;
  const { code, originalCode, responseCode } = answer;
  const row = ownRows[relay]?.(answer.responseCode, answer.response ?? '') ?? rowFor(answer);
  const vendorCode = [responseCode, code, originalCode].filter(Boolean).join(' ');
  // The cause is left out on purpose: nodemailer's message quotes the server, and a server may quote what it was sent.
  return new SendpassError({
    ...row,
    vendor: {
      neighbour: 'smtp',
      ...(responseCode ? { status: responseCode } : {}),
      ...(vendorCode ? { code: vendorCode } : {}),
    },
  });
}

/** ACS quotes Exchange's words about a MailFrom that has not arrived, which passes: the rows are each relay's own. */
const ownRows: Partial<Record<RelayId, typeof exchangeRow>> = { exchange: exchangeRow };

// nodemailer keeps Node's own code of a failed handshake here (CERT_HAS_EXPIRED, DEPTH_ZERO_SELF_SIGNED_CERT, ERR_SSL_…).
const tlsTrouble = /TLS|SSL|CERT|SIGNED|VERIFY/;

function rowFor({ code, originalCode = '', responseCode: reply, command = '' }: Answer): Row {
  if (reply === 535 || (code === 'EAUTH' && reply === undefined))
    return {
      code: 'smtp-auth-refused',
      kind: 'not-yet',
      advice: 'The mail service does not accept the new credential yet.',
    };
  if (reply !== undefined && reply >= 400 && reply < 500)
    return {
      code: 'smtp-busy',
      kind: 'retryable',
      advice: 'The mail service asks to try again later (its limits are shared by all senders).',
    };
  if (code === 'ETLS' || reply === 530 || reply === 538 || tlsTrouble.test(originalCode))
    return {
      code: 'smtp-no-tls',
      kind: 'retryable',
      advice: 'No encrypted connection to the mail service could be made. A firewall or proxy may be in between.',
    };
  // AUTH is not a command there: whatever answers on this port is not the relay.
  if (command.startsWith('AUTH') && (reply === 500 || reply === 502 || reply === 503 || reply === 504))
    return {
      code: 'smtp-no-log-in',
      kind: 'retryable',
      advice: 'What answers on the mail port offers no log-in. A firewall or proxy may be in between.',
    };
  if (reply !== undefined && reply >= 500 && (/^(MAIL FROM|RCPT TO|DATA)/.test(command) || code === 'EMESSAGE'))
    return {
      code: 'smtp-mail-refused',
      kind: 'not-yet',
      advice: 'The mail service refuses mail from this address so far.',
    };
  if (reply !== undefined && reply >= 500)
    return { code: 'smtp-refused', kind: 'not-yet', advice: 'The mail service refused the attempt.' };
  return {
    code: 'smtp-unreachable',
    kind: 'retryable',
    advice: 'The mail service could not be reached on its port. Sendpass tries again by itself.',
  };
}
