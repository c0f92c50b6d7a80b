import { SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';

type Row = { code: string; kind: ErrorKind; advice: string };
type Answer = { code?: string; responseCode?: number; command?: string };

/**
 * The one translator of SMTP answers, by reply class: apart from 535 the relay's exact codes are unverified (facts/azure §5), so 4xx
 * means later and 5xx means refused.
 */
export function smtpError(thrown: unknown): SendpassError {
  if (thrown instanceof SendpassError) return thrown;
  const { code, responseCode, command } = (thrown ?? {}) as Answer;
  const row = rowFor(code, responseCode, command);
  const vendorCode = [responseCode, code].filter(Boolean).join(' ');
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

function rowFor(code: string | undefined, reply: number | undefined, command: string | undefined): Row {
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
  if (code === 'ETLS' || code === 'ESOCKET' || reply === 502 || reply === 530)
    return {
      code: 'smtp-no-tls',
      kind: 'retryable',
      advice: 'No encrypted connection to the mail service could be made. A firewall or proxy may be in between.',
    };
  if (
    reply !== undefined &&
    reply >= 500 &&
    (command === 'MAIL FROM' || command === 'DATA' || code === 'EENVELOPE' || code === 'EMESSAGE')
  )
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
