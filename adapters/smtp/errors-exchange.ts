import type { ErrorKind } from '../../src/shared/errors.ts';

type Row = { code: string; kind: ErrorKind; advice: string };

/**
 * What Exchange Online's SMTP says beyond the reply code (facts/azure §7.4). The enhanced code decides where it is one meaning's own; 5.7.139 stands
 * for several, and only its text tells them apart. The first that matches is it; null = nothing of Exchange's.
 */
const rows: readonly { reply: readonly number[]; text: RegExp; row: Row }[] = [
  {
    reply: [535],
    text: /5\.7\.139.*SmtpClientAuthentication is disabled for the Mailbox/is,
    row: {
      code: 'smtp-auth-off-mailbox',
      kind: 'not-yet',
      advice:
        'Exchange says that SMTP AUTH is switched off for this mailbox; switching it on can take an hour to arrive.',
    },
  },
  {
    reply: [535],
    text: /5\.7\.139.*SmtpClientAuthentication is disabled for the Tenant/is,
    row: {
      code: 'smtp-auth-off-tenant',
      kind: 'not-yet',
      advice:
        'Exchange says that SMTP AUTH is switched off for the whole tenant, and this mailbox has no setting of its own yet; that can take an hour to arrive.',
    },
  },
  {
    reply: [535],
    text: /5\.7\.139.*security defaults/is,
    row: {
      code: 'smtp-security-defaults',
      kind: 'not-yet',
      advice: 'Exchange refuses because of the security defaults of the tenant.',
    },
  },
  {
    reply: [535],
    text: /5\.7\.139/,
    row: {
      code: 'smtp-blocked',
      kind: 'not-yet',
      advice: 'Exchange refuses by a policy: Conditional Access or an authentication policy blocks this log-in.',
    },
  },
  {
    reply: [550],
    text: /5\.7\.30\b/,
    row: {
      code: 'smtp-basic-auth-gone',
      kind: 'needs-person',
      advice: 'Exchange takes no user name and password for sending any more: the client has to use OAuth.',
    },
  },
  {
    reply: [550, 554],
    text: /SendAsDenied|5\.7\.60\b/,
    row: {
      code: 'smtp-send-as-denied',
      kind: 'needs-person',
      advice:
        'Exchange refuses the From address: it is not the mailbox that was logged in to, and SendAs was not given.',
    },
  },
  {
    reply: [550, 552, 554],
    text: /SubmissionQuotaExceeded/,
    row: {
      code: 'smtp-busy',
      kind: 'retryable',
      advice: 'The mailbox has reached its limit of 10,000 recipients a day. It goes on tomorrow.',
    },
  },
  {
    reply: [550],
    text: /5\.2\.25[1-5]\b/,
    row: {
      code: 'smtp-busy',
      kind: 'retryable',
      advice:
        'Exchange slows this mailbox down because of repeated errors. Mend what the errors say; it passes by itself.',
    },
  },
];

/** `text` is the server's own; it is only compared, never shown or kept. */
export const exchangeRow = (reply: number | undefined, text: string): Row | null =>
  rows.find((each) => reply !== undefined && each.reply.includes(reply) && each.text.test(text))?.row ?? null;
