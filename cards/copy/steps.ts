import type { Step, StepKind } from '../../src/senders/sender.ts';

/** The order people read them in; several are made at the same time, and rows must not jump. */
export const stepOrder: StepKind[] = [
  'application',
  'principal',
  'secret',
  'role',
  'mail-from',
  'smtp-username',
  'log-in',
  'test-mail',
];

export const stepTitle: Record<StepKind, string> = {
  application: 'app registration',
  principal: 'its identity in this tenant',
  secret: 'secret, stored in the vault',
  role: 'the one role it needs',
  'mail-from': 'MailFrom address',
  'smtp-username': 'short user name',
  'log-in': 'proof: log-in with the new credential',
  'test-mail': 'test mail to you',
};

export const removedTitle: Record<StepKind, string> = {
  ...stepTitle,
  secret: 'secret in the vault',
  role: 'role',
  'log-in': 'log-in',
  'test-mail': 'test mail',
};

export const inOrder = (steps: Step[]): Step[] =>
  [...steps].sort((a, b) => stepOrder.indexOf(a.kind) - stepOrder.indexOf(b.kind));
