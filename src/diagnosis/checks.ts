import type { CheckId } from './diagnosis.ts';

/** Looks that belong together. What a sender's relay does not have is left out when they are made. */
export const logInChecks: CheckId[] = [
  'text',
  'application',
  'principal',
  'secret',
  'role',
  'consent',
  'exchange-access',
  'mailbox',
  'smtp-username',
  'domain',
  'token',
  'claims',
  'log-in',
];

export const senderChecks: CheckId[] = ['text', 'mail-from', 'domain', 'mailbox', 'exchange-access', 'log-in'];

export const rateChecks: CheckId[] = ['quota', 'reach', 'log-in'];

/** The way from the application to the mail service. */
export const wayChecks: CheckId[] = ['text', 'name', 'reach', 'log-in'];

/** For a text nobody knows: what must be right whatever it says. */
export const allChecks: CheckId[] = [...logInChecks, 'mail-from', 'name', 'reach'];
