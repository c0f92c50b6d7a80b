import type { ClientId } from './client-id.ts';

/** How a program can log in: with a password, or with an access token it gets by itself (XOAUTH2). */
export type Login = 'password' | 'oauth';

/** What a client can take. Null = no limit we know of; 'unknown' = depends on the model or version. */
export type ClientProfile = {
  title: string;
  logins: readonly Login[];
  /** Longest user name the client can store. */
  maxUsername: number | null;
  /** Client secrets of Entra contain `~`. */
  holdsTilde: 'yes' | 'unknown';
  tls12: 'yes' | 'unknown';
  /** Port 587 with STARTTLS can be set. */
  startTls: 'yes' | 'unknown';
  /** The relay offers AUTH LOGIN and no PLAIN. */
  authLogin: 'yes' | 'unknown';
  /** One sentence for the form. */
  note: string;
  /** The settings text was run against an SMTP server in this repository's tests. */
  tested: boolean;
};

const both: readonly Login[] = ['password', 'oauth'];

const program = (title: string, note: string, tested: boolean, logins = both): ClientProfile => ({
  title,
  logins,
  maxUsername: null,
  holdsTilde: 'yes',
  tls12: 'yes',
  startTls: 'yes',
  authLogin: 'yes',
  note,
  tested,
});

export const clientProfiles: Record<ClientId, ClientProfile> = {
  printer: {
    title: 'Printer or scanner',
    logins: ['password'],
    // Most devices store 15 to 20 characters of a user name; the long form has 70 to 90.
    maxUsername: 20,
    holdsTilde: 'unknown',
    tls12: 'unknown',
    startTls: 'unknown',
    authLogin: 'unknown',
    note: 'Gets a short user name. Firmware from before about 2018 often cannot do TLS 1.2.',
    tested: false,
  },
  php: program('PHP (PHPMailer)', "PHP's own mail() cannot log in; PHPMailer can.", true),
  dotnet: program('.NET (MailKit)', 'Needs the package MailKit.', false),
  wordpress: program('WordPress (WP Mail SMTP)', 'Goes into wp-config.php.', false, ['password']),
  python: program('Python (smtplib)', 'Standard library only.', true),
  node: program('Node.js (nodemailer)', 'Needs the package nodemailer.', true),
  postfix: program('Postfix', 'Every mail of this machine gets this From address.', true, ['password']),
  powershell: program('PowerShell', 'Send-MailMessage works, but Microsoft no longer develops it.', false),
  swaks: program('swaks (command line)', 'For trying things out.', true, ['password']),
  nectari: program('Nectari SEI', 'Administration › Manage SMTP, field by field.', false, ['oauth']),
  'oauth2-proxy': program(
    'A proxy for old clients (email-oauth2-proxy)',
    'Stands between a client that only knows user name and password, and the mail service.',
    false,
    ['oauth'],
  ),
  generic: {
    ...program('Another program', 'Host, port, user name and password, field by field.', false),
    holdsTilde: 'unknown',
    tls12: 'unknown',
  },
};
