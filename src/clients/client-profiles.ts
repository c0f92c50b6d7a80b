import type { ClientId } from './client-id.ts';

/** How a program can log in: with a password, or with an access token it gets by itself (XOAUTH2). */
export type Login = 'password' | 'oauth';

/** What is said beside the settings of one way to log in. */
export type Spoken = {
  /** One sentence for the card. */
  note: string;
  /** The settings text was run against an SMTP server in this repository's tests. */
  tested: boolean;
};

/** What a client can take. Null = no limit we know of; 'unknown' = depends on the model or version. */
export type ClientProfile = {
  title: string;
  /** The ways it knows, in no order. */
  logins: readonly Login[];
  speaks: Partial<Record<Login, Spoken>>;
  /** Longest user name the client can store. */
  maxUsername: number | null;
  /** Client secrets of Entra contain `~`. */
  holdsTilde: 'yes' | 'unknown';
  tls12: 'yes' | 'unknown';
  /** Port 587 with STARTTLS can be set. */
  startTls: 'yes' | 'unknown';
  /** The relay offers AUTH LOGIN and no PLAIN. */
  authLogin: 'yes' | 'unknown';
  /** Many programs with OAuth only know the consent of a person in a browser, which nobody gives for a shared mailbox. */
  clientCredentials: 'yes' | 'unknown';
};

const run = (note: string): Spoken => ({ note, tested: true });
const notRun = (note: string): Spoken => ({ note, tested: false });

const loginsOf = ({ password, oauth }: ClientProfile['speaks']): Login[] => [
  ...(password ? (['password'] as const) : []),
  ...(oauth ? (['oauth'] as const) : []),
];

const program = (
  title: string,
  speaks: ClientProfile['speaks'],
  unlike: Partial<ClientProfile> = {},
): ClientProfile => ({
  title,
  logins: loginsOf(speaks),
  speaks,
  maxUsername: null,
  holdsTilde: 'yes',
  tls12: 'yes',
  startTls: 'yes',
  authLogin: 'yes',
  clientCredentials: 'yes',
  ...unlike,
});

export const clientProfiles: Record<ClientId, ClientProfile> = {
  printer: program(
    'Printer or scanner',
    { password: notRun('Gets a short user name. Firmware from before about 2018 often cannot do TLS 1.2.') },
    // Most devices store 15 to 20 characters of a user name; the long form has 70 to 90.
    { maxUsername: 20, holdsTilde: 'unknown', tls12: 'unknown', startTls: 'unknown', authLogin: 'unknown' },
  ),
  php: program('PHP (PHPMailer)', {
    password: run("PHP's own mail() cannot log in; PHPMailer can."),
    oauth: run('Needs PHPMailer 6.6 or newer and allow_url_fopen, which is on unless switched off.'),
  }),
  dotnet: program('.NET (MailKit)', {
    password: notRun('Needs the package MailKit.'),
    oauth: notRun('Needs the packages MailKit and Microsoft.Identity.Client.'),
  }),
  wordpress: program('WordPress (WP Mail SMTP)', { password: notRun('Goes into wp-config.php.') }),
  python: program('Python (smtplib)', {
    password: run('Standard library only.'),
    oauth: run('Standard library only.'),
  }),
  node: program('Node.js (nodemailer)', {
    password: run('Needs the package nodemailer.'),
    oauth: run('Needs the package nodemailer. A token is good for about an hour: fetch one anew for each run.'),
  }),
  postfix: program('Postfix', { password: run('Every mail of this machine gets this From address.') }),
  powershell: program('PowerShell', {
    password: notRun('Send-MailMessage works, but Microsoft no longer develops it.'),
    oauth: notRun('Send-MailMessage only knows passwords; the module Mailozaurr logs in with a token.'),
  }),
  swaks: program('Command line (swaks or curl)', {
    password: run('For trying things out.'),
    oauth: run('For trying things out, with curl: swaks cannot log in with a token.'),
  }),
  nectari: program('Nectari SEI', {
    oauth: notRun('Administration, Manage SMTP. Press Validate before Save.'),
  }),
  'oauth2-proxy': program('A proxy for old clients (email-oauth2-proxy)', {
    oauth: notRun('Stands between a client that only knows user name and password, and the mail service.'),
  }),
  generic: program(
    'Another program',
    {
      password: notRun('Host, port, user name and password, field by field.'),
      oauth: notRun('Programs call these fields differently; compare the meaning, not the word.'),
    },
    { holdsTilde: 'unknown', tls12: 'unknown', clientCredentials: 'unknown' },
  ),
};
