import type { View } from '../../../src/chat/view.ts';
import { blast } from './sample-life.ts';
import { at } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

type Diagnosis = Extract<View, { view: 'diagnosis' }>;

/** The answers to a pasted error: seen, guessed and not known. */
export function diagnosisViews(say: Say, many: number): Record<string, View> {
  const repeat = <Each>(each: Each): Each[] => Array.from({ length: many }, () => each);
  const seen: Diagnosis = {
    view: 'diagnosis',
    problem: 'Entra says the secret has ended',
    known: true,
    appName: say('Billing'),
    senderId: 's',
    what: say('Its secret has ended.'),
    who: 'owner',
    fix: say('Retire this sender and ask for a new one: it comes with a new secret.'),
    certainty: 'seen',
    others: [],
    checks: [
      { check: 'secret', state: 'bad', says: say('ended'), at: at('2026-11-20T08:00:00Z') },
      { check: 'principal', state: 'good', says: say('enabled'), at: null },
      ...repeat({ check: 'log-in' as const, state: 'unknown' as const, says: say('no answer in time'), at: null }),
    ],
    notes: repeat(say('Looked at Billing because of its address in the text.')),
    leaked: true,
    button: { does: 'retire' },
    mayReportLeak: true,
  };
  return {
    'diagnosis-seen': seen,
    'diagnosis-likely': {
      ...seen,
      problem: 'The mail service refuses the log-in',
      certainty: 'likely',
      others: repeat(say('The user name in the application is cut off.')),
      button: { does: 'reveal', token: 'a'.repeat(43) },
    },
    'diagnosis-general': {
      ...seen,
      appName: null,
      senderId: null,
      certainty: 'likely',
      checks: [],
      button: { does: 'choose', problem: 'aadsts-7000222' },
      mayReportLeak: false,
    },
    'diagnosis-unknown': {
      ...seen,
      problem: 'Sendpass does not know this text',
      known: false,
      certainty: 'unknown',
      leaked: false,
      button: { does: 'test-mail' },
    },
    'diagnosis-exchange': {
      ...seen,
      problem: 'Exchange refuses the log-in',
      what: say('Its mailbox is not there any more.'),
      who: 'exchange-admin',
      checks: [
        { check: 'text', state: 'bad', says: say('it names port 465'), at: null },
        { check: 'mailbox', state: 'bad', says: say('invoices@contoso.com: not in the directory'), at: null },
        { check: 'exchange-access', state: 'unknown', says: say('only an administrator can look'), at: null },
      ],
      button: { does: 'hand-over' },
    },
    'diagnosis-again': { ...seen, leaked: false, button: { does: 'again', problem: 'exchange-auth' } },
    'diagnosis-nobodys': {
      ...seen,
      appName: null,
      senderId: null,
      checks: [],
      leaked: false,
      button: { does: 'request' },
      mayReportLeak: false,
    },
    'leaked-form': {
      view: 'leaked-form',
      choices: Array.from({ length: many }, (_, index) => ({ value: `s${index}`, title: say('Billing') })),
    },
    'confirm-leaked': {
      view: 'confirm-leaked',
      senderId: 's',
      appName: say('Billing'),
      seenBy: repeat({ by: say('Owner'), at: at('2026-11-20T08:00:00Z') }),
      blast: blast(say, many),
    },
    'diagnosis-form': {
      view: 'diagnosis-form',
      problem: 'acs-auth',
      senderId: 's0',
      choices: Array.from({ length: many }, (_, index) => ({ value: `s${index}`, title: say('Billing') })),
    },
  };
}
