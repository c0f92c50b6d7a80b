import type { CauseId } from './causes.ts';
import type { Problem } from './diagnosis.ts';

const facts = 'facts/azure §7.4';

const row = (id: string, title: string, matches: RegExp[], causes: CauseId[], source = facts): Problem => ({
  id: `exchange-${id}`,
  title,
  matches,
  causes,
  checks: [],
  from: 'exchange',
  source,
});

/** Its host stands in brackets at the end of a refusal. */
const exchangeHost = String.raw`(?:smtp\.office365\.com|smtp-mail\.outlook\.com|\.prod\.outlook\.com|outlook\.office365\.com)`;

/** Above the rows of ACS: 5.7.3 and 5.7.60 are words of both. */
export const exchangeProblems: Problem[] = [
  row(
    'off-mailbox',
    'SMTP log-in is off for the mailbox',
    [/SmtpClientAuthentication is disabled for the Mailbox/i],
    ['exo-off-mailbox'],
  ),
  row(
    'off-tenant',
    'SMTP log-in is off for the organisation',
    [/SmtpClientAuthentication is disabled for the Tenant/i, /smtp_auth_disabled/i],
    ['exo-off-tenant'],
  ),
  row(
    'security-defaults',
    'Security defaults refuse the log-in',
    [/locked by your organization'?’?s security defaults/i],
    ['exo-security-defaults'],
  ),
  row(
    'basic-off',
    'Basic authentication is off',
    [/\b5\.7\.30\b/, /basic authentication is (?:disabled|not supported)/i],
    ['exo-basic-off'],
  ),
  row(
    'policy',
    'A policy refuses the log-in',
    [/did not meet the criteria to be authenticated/i],
    ['exo-policy', 'exo-basic-off'],
  ),
  row(
    'locked',
    'The account is locked',
    [/5\.7\.139.*account (?:is )?locked/is],
    ['exo-locked'],
    'seen in public reports of 5.7.139',
  ),
  row(
    'password',
    'User name or password are wrong',
    [/the user credentials were incorrect/i],
    ['exo-password', 'exo-basic-off'],
    'freescout #4930',
  ),
  row('139', 'Exchange refuses the log-in', [/\b5\.7\.139\b/], ['exo-policy', 'exo-basic-off', 'exo-password']),
  row(
    'send-as',
    'Not allowed to send as this address',
    [/SendAsDenied/i, /not allowed to send as/i, /does not have permissions to send as this sender/i],
    ['exo-send-as'],
  ),
  row(
    'quota',
    'The mailbox’s daily limit is reached',
    [/SubmissionQuotaExceeded/i, /exceeds? (?:the )?(?:submission|recipient rate) (?:quota|limit)/i],
    ['exo-quota'],
  ),
  row('errors', 'Held back because of continuous errors', [/\b5\.2\.25[1-5]\b/], ['exo-errors']),
  row(
    'connections',
    'Too many connections to the mailbox',
    [/\b432[ -]4\.3\.2\b/, /sender thread limit exceeded/i, /concurrent connections? limit exceeded/i],
    ['exo-connections'],
    'learn: SMTP AUTH client submission limits',
  ),
  row(
    'mailbox-sign-in',
    'The mailbox cannot be opened',
    [/\b430[ -]4\.2\.0\b/],
    ['exo-not-allowed'],
    'facts/azure §7.4, wording unverified',
  ),
  row(
    'auth',
    'Exchange refuses the log-in',
    [new RegExp(String.raw`5\.7\.3\b.*${exchangeHost}|${exchangeHost}.*\b5\.7\.3\b`, 'is')],
    ['exo-not-allowed', 'exo-basic-off'],
  ),
  row(
    'not-logged-in',
    'Sent without a log-in',
    [/\b5\.7\.57\b/, /client not authenticated to send/i],
    ['exo-no-login', 'exo-basic-off'],
  ),
];
