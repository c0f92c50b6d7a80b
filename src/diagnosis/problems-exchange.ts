import type { CauseId } from './causes.ts';
import { logInChecks, rateChecks, senderChecks } from './checks.ts';
import type { CheckId, Problem } from './diagnosis.ts';

const facts = 'facts/azure §7.4';

const row = (
  id: string,
  title: string,
  matches: RegExp[],
  causes: CauseId[],
  { source = facts, checks = logInChecks }: { source?: string; checks?: CheckId[] } = {},
): Problem => ({ id: `exchange-${id}`, title, matches, causes, checks, from: 'exchange', source });

/** Its host stands in brackets at the end of a refusal. */
const exchangeHost = String.raw`(?:smtp\.office365\.(?:com|us)|smtp\.partner\.outlook\.cn|smtp-mail\.outlook\.com|\.prod\.outlook\.com|outlook\.office365\.com)`;
const byExchange = (text: string): RegExp => new RegExp(`${text}.*${exchangeHost}|${exchangeHost}.*${text}`, 'is');

/** What refuses the application itself, the likeliest first. */
const notAllowed: CauseId[] = [
  'exo-not-allowed',
  'exo-mailbox-missing',
  'consent-missing',
  'exo-wrong-object-id',
  'exo-not-registered',
  'exo-no-right',
  'exo-off-mailbox',
  'exo-off-tenant',
  'client-mailbox',
  'exo-basic-off',
  'app-disabled',
  'app-missing',
  'principal-missing',
];

/** Above the rows of ACS: 5.7.3 and 5.7.60 are words of both. 5.7.139 stands for several things that only its text tells apart. */
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
  row('locked', 'The account is locked', [/5\.7\.139.*account (?:is )?locked/is], ['exo-locked'], {
    source: 'seen in public reports of 5.7.139',
  }),
  row(
    'password',
    'User name or password are wrong',
    [/the user credentials were incorrect/i],
    ['exo-password', 'exo-basic-off'],
    { source: 'freescout #4930' },
  ),
  row('139', 'Exchange refuses the log-in', [/\b5\.7\.139\b/], ['exo-policy', 'exo-basic-off', 'exo-password']),
  row(
    'send-as',
    'Not allowed to send as this address',
    [/SendAsDenied/i, /not allowed to send as/i, /does not have permissions to send as this sender/i],
    ['exo-send-as', 'client-from'],
    { source: `${facts}; OfficeDocs-Support #1187, MimeKit #647 (5.7.60)`, checks: senderChecks },
  ),
  row(
    'quota',
    'The mailbox’s daily limit is reached',
    [
      /SubmissionQuotaExceeded/i,
      /exceeds? (?:the )?(?:submission|recipient rate) (?:quota|limit)/i,
      /\b5\.1\.90\b/,
      /daily limit for message recipients/i,
    ],
    ['exo-quota'],
    { checks: rateChecks },
  ),
  row(
    'spam-block',
    'Exchange lets this mailbox send no more',
    [
      /OutboundSpamException/i,
      /bad outbound sender/i,
      /\b5\.7\.70[58]\b/,
      /tenant has exceeded threshold/i,
      /traffic not accepted from this (?:IP|tenant)/i,
    ],
    ['exo-spam-block'],
    { source: 'nodemailer #1486; learn: non-delivery reports 5.1.8, 5.7.705, 5.7.708', checks: senderChecks },
  ),
  row('errors', 'Held back because of continuous errors', [/\b5\.2\.25[1-5]\b/], ['exo-errors'], {
    checks: rateChecks,
  }),
  row(
    'connections',
    'Too many connections to the mailbox',
    [/\b432[ -]4\.3\.2\b/, /sender thread limit exceeded/i, /concurrent connections? limit exceeded/i],
    ['exo-connections'],
    { source: 'Exchange Team blog 607825: three connections for one mailbox', checks: rateChecks },
  ),
  row(
    'rate',
    'Too many mails in too short a time',
    [
      /submission rate for this client has exceeded/i,
      byExchange(String.raw`\b45[0-2][ -]4\.\d\.\d+.*(?:rate|throttl)`),
    ],
    ['quota-used', 'exo-connections'],
    { source: `${facts}: 30 a minute; the wording is Exchange Server’s`, checks: rateChecks },
  ),
  row(
    'mailbox-sign-in',
    'The mailbox cannot be opened',
    [/\b430[ -]4\.2\.0\b/, /MapiExceptionLogonFailed/i, /STOREDRV; mailbox logon failure/i],
    ['exo-not-allowed', 'exo-no-right', 'exo-mailbox-missing', 'exo-wrong-object-id', 'consent-missing'],
    { source: 'email-oauth2-proxy #271: the application has no right on the mailbox' },
  ),
  row(
    'xoauth2-text',
    'The log-in with a token is not in the right form',
    [/invalid XOAUTH2 auth data/i, /\b5\.5\.124\b/],
    ['exo-xoauth2-text', 'client-mailbox'],
    { source: 'sasl-xoauth2 #110' },
  ),
  row('auth', 'Exchange refuses the log-in', [byExchange(String.raw`\b5\.7\.3\b(?! STARTTLS)`)], notAllowed, {
    source: `${facts}; MailKit #1712, #1733; sasl-xoauth2 #43`,
  }),
  row(
    'not-logged-in',
    'Sent without a log-in',
    [/\b5\.7\.57\b/, /client (?:was )?not authenticated to send/i],
    ['exo-no-login', 'exo-basic-off'],
  ),
];
