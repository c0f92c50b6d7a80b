import { lifeViews } from './sample-life.ts';
import { approvalViews } from './sample-approval.ts';
import { moveViews } from './sample-move.ts';
import { watchViews } from './sample-watch.ts';
import { radarViews } from './sample-radar.ts';
import { revealView } from './sample-reveal.ts';
import { linkViews } from './sample-link-views.ts';
import type { View } from '../../../src/chat/view.ts';
import { diagnosisViews } from './sample-diagnosis.ts';
import { at, decided, progressViews, requestFacts } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';
import { taskViews } from './sample-task.ts';
import { homeViews } from './sample-home.ts';

/** Every view as it would be seen on a usual day. `say` replaces each word a person could have written, for hostile content. */

export function formView(say: Say, withErrors: boolean, many = 1): View {
  const people = Array.from({ length: many * 2 }, (_, index) => ({
    value: `person-${index}`,
    title: say('Mehmet Öz'),
  }));
  return {
    view: 'request-form',
    editing: withErrors ? { requestId: 'k3jd92mxqa', version: 2 } : null,
    values: withErrors
      ? {
          appName: say('Billing'),
          purpose: say('Monthly invoices to customers'),
          localPart: say('finance-director'),
          domain: 'mail.contoso.com',
          displayName: say('Contoso Invoices'),
          recipients: 'external',
          perHour: '40',
          perDay: 'many',
          lifetime: 'P6M',
          client: 'php',
          places: say('web-02, printer 3rd floor'),
          secondOwner: 'person-1',
          delivery: 'reveal',
        }
      : { lifetime: 'P6M', recipients: 'internal', delivery: 'reveal' },
    errors: withErrors
      ? [
          {
            field: 'localPart',
            message: say('belongs to a person in your directory. Choose another address or ask IT for an exception.'),
          },
          { field: 'perDay', message: say('has to be a whole number.') },
        ]
      : [],
    options: {
      relays: [],
      furtherMailboxes: false,
      domains: [{ value: 'mail.contoso.com', title: say('mail.contoso.com') }],
      clients: [
        { value: 'php', title: 'PHP (PHPMailer)' },
        { value: 'printer', title: 'Printer or scanner' },
      ],
      people,
      lifetimes: [
        { value: 'P3M', title: '3 months' },
        { value: 'P6M', title: '6 months' },
      ],
      relayLine: say('ACS: the only one that reaches customers at this volume'),
    },
  };
}

function smallViews(say: Say, many: number): Record<string, View> {
  const repeat = <Each>(each: Each): Each[] => Array.from({ length: many }, () => each);
  return {
    help: {
      view: 'help',
      name: say('Olivia'),
      commands: [
        { command: 'request', does: 'ask for a new sender' },
        { command: 'senders', does: 'what you own, and how it is' },
        { command: 'test <name>', does: say('a test mail to you') },
      ],
    },
    'welcome-personal': { view: 'welcome', name: 'Sendpass', place: 'personal' },
    'welcome-channel': { view: 'welcome', name: 'Sendpass', place: 'channel' },
    ask: { view: 'ask' },
    'deny-form': {
      view: 'deny-form',
      requestId: 'k3jd92mxqa',
      version: 2,
      appName: say('Billing'),
      error: say('A reason is needed.'),
      reason: say(''),
    },
    'confirm-installed': {
      view: 'confirm-installed',
      senderId: 's',
      appName: say('Billing'),
      places: repeat(say('web-02')),
    },
    'confirm-cancel': {
      view: 'confirm-cancel',
      senderId: 's',
      appName: say('Billing'),
      removes: repeat(say('app registration "Sendpass – Billing"')),
    },
    'confirm-retire': {
      view: 'confirm-retire',
      senderId: 's',
      appName: say('Billing'),
      removes: repeat(say('MailFrom invoices@mail.contoso.com')),
      blastRadius: say('web-02 and printer 3rd floor stop sending at once. Last mail 3 minutes ago.'),
    },
    receipt: {
      view: 'receipt',
      appName: say('Billing'),
      address: say('invoices@mail.contoso.com'),
      deed: { by: say('Mehmet Öz'), at: at('2026-11-24T10:50:00Z') },
      count: 2,
    },
    senders: {
      view: 'senders',
      senders: repeat([
        {
          senderId: 'a',
          name: say('Billing'),
          address: say('invoices@mail.contoso.com'),
          state: 'working',
          tone: 'good' as const,
          endsAt: at('2027-05-20T08:00:00Z'),
          next: null,
          relayEnds: { title: 'ACS Email', on: at('2028-09-30T00:00:00Z') },
          mayMoveTo: 'Exchange Online',
        },
        {
          senderId: 'b',
          name: say('Alarms'),
          address: say('alarm@mail.contoso.com'),
          state: 'needs a person',
          tone: 'warning' as const,
          endsAt: null,
          next: say('IT raises the quota'),
        },
      ]).flat(),
    },
    ...radarViews(say, many),
    ...moveViews(say, many),
    ...lifeViews(say, many),
    'senders-none': { view: 'senders', senders: [] },
    approvals: {
      view: 'approvals',
      channel: say('IT approvals'),
      requests: repeat([
        {
          requestId: 'a',
          appName: say('Billing'),
          address: say('invoices@mail.contoso.com'),
          askedBy: say('Olivia Brandt'),
          expiresAt: at('2026-11-27T09:42:00Z'),
          ownRequest: false,
        },
        {
          requestId: 'b',
          appName: say('Alarms'),
          address: say('alarm@mail.contoso.com'),
          askedBy: say('Amara Nwosu'),
          expiresAt: at('2026-11-26T09:42:00Z'),
          ownRequest: true,
        },
      ]).flat(),
    },
    'approvals-none': { view: 'approvals', channel: null, requests: [] },
    'approvals-lost': { view: 'approvals', channel: say('IT approvals'), lost: true, requests: [] },
    ...taskViews(say),
    undelivered: {
      view: 'undelivered',
      appName: say('Billing'),
      person: say('Olivia Brandt'),
      why: say('Sendpass is not installed for this person'),
      whatNow: say('Ask Olivia to add Sendpass in Teams, or act on the card below.'),
    },
    'notice-refused': {
      view: 'notice',
      title: 'That cannot be decided here',
      text: say('You asked for it yourself.'),
      tone: 'attention',
    },
    'notice-info': { view: 'notice', title: 'Test mail', text: say('It is on its way to you.'), tone: 'neutral' },
  };
}

export function sampleViews(say: Say = (text) => text, many = 1): Record<string, View> {
  return {
    'request-form': formView(say, false, many),
    'request-form-errors': formView(say, true, many),
    'decide-pending': { view: 'decide', request: requestFacts(say, many), outcome: { state: 'pending' } },
    'decide-moved': {
      view: 'decide',
      request: requestFacts(say, many),
      outcome: { state: 'pending' },
      movedTo: say('IT approvals'),
    },
    ...Object.fromEntries(
      Object.entries(decided).map(([name, outcome]): [string, View] => [
        `decide-${name}`,
        { view: 'decide', request: requestFacts(say, many), outcome },
      ]),
    ),
    ...progressViews(say, many),
    reveal: revealView(say),
    ...smallViews(say, many),
    ...diagnosisViews(say, many),
    ...approvalViews(say, many),
    ...linkViews(say),
    ...homeViews(say, many),
    ...watchViews(say, many),
  };
}
