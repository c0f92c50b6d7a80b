import { exchangeTexts } from './corpus-exchange.ts';
import { mailTexts } from './corpus-mail.ts';
import { signInTexts } from './corpus-sign-in.ts';
import type { Pasted } from './paste.ts';

export const corpus: Pasted[] = [...signInTexts, ...exchangeTexts, ...mailTexts];

/** What people write without an error in it, and errors of other things. */
export const unknowns: string[] = [
  'hello',
  'can you help me?',
  'our printer does not print',
  'it does not work any more',
  'we have 429 users and 535 printers',
  'WordPress 5.7.3 is installed, PHP 5.1.1 too',
  'approve it please',
  'ORA-01017: invalid username/password; logon denied',
  'HTTP 404 Not Found',
  'Segmentation fault (core dumped)',
  'sudo make me a sandwich',
  'who owns invoices@mail.contoso.com?',
  'The meeting is at 5.30',
  'smtp.auth=true smtp.port=587',
  'Exchange rate EUR/USD 1.0573',
  'nginx: upstream sent too big header',
  'Error: Cannot find module nodemailer',
  'SQLSTATE[HY000] [2002]',
  'the invoice of 5.2.2024 was not paid',
  'ticket 7000222 is closed',
  '',
];
