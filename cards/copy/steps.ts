import type { Step, StepKind } from '../../src/senders/sender.ts';

/** The order people read them in; several are made at the same time, and rows must not jump. */
export const stepOrder: StepKind[] = [
  'application',
  'principal',
  'consent',
  'secret',
  'role',
  'mail-from',
  'smtp-username',
  'exchange-access',
  'log-in',
  'test-mail',
];

export const stepTitle: Record<StepKind, string> = {
  application: 'app registration',
  principal: 'its identity in this tenant (enterprise application)',
  consent: 'consent to SMTP.SendAsApp',
  secret: 'secret, stored in the vault',
  role: 'the one role it needs',
  'mail-from': 'MailFrom address',
  'smtp-username': 'short user name',
  'exchange-access': 'Exchange lets it send as this mailbox',
  'log-in': 'proof: log-in with the new credential',
  'test-mail': 'test mail to you',
};

export const removedTitle: Record<StepKind, string> = {
  ...stepTitle,
  secret: 'secret in the vault',
  'exchange-access': 'permission in Exchange',
  role: 'role',
  'log-in': 'log-in',
  'test-mail': 'test mail',
};

export const inOrder = (steps: Step[]): Step[] =>
  [...steps].sort((a, b) => stepOrder.indexOf(a.kind) - stepOrder.indexOf(b.kind));
