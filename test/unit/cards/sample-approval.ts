import type { View } from '../../../src/chat/view.ts';
import type { ApprovalFacts } from '../../../src/chat/view-approval.ts';
import { at, decided, progressViews, requestFacts } from './sample-progress.ts';
import type { Say } from './sample-progress.ts';

/** What comes between a request and its decision, as it would be seen on a usual day. */

const said = (say: Say, by: string, when: string, text: string) => ({ by: say(by), at: at(when), text: say(text) });

function approval(say: Say, many: number, over: Partial<ApprovalFacts> = {}): ApprovalFacts {
  const repeat = <Each>(each: Each): Each[] => Array.from({ length: many }, () => each);
  const question = said(
    say,
    'Amara Nwosu',
    '2026-11-20T10:05:00Z',
    'Why external recipients? The old mailbox had none.',
  );
  const answer = said(say, 'Olivia Brandt', '2026-11-20T10:20:00Z', 'Customers asked for their invoices by mail.');
  const open = said(say, 'Jonas Weiss', '2026-11-20T11:00:00Z', 'Which server is the second one?');
  return {
    stages: repeat([
      {
        name: say('IT'),
        quorum: 2,
        approved: [{ by: say('Amara Nwosu'), at: at('2026-11-20T10:30:00Z') }],
        state: 'now' as const,
        because: [say('more than 500 a day')],
        waitsFor: [say('Jonas Weiss'), say('Priya Nair')],
      },
      {
        name: say('Security'),
        quorum: 1,
        approved: [],
        state: 'later' as const,
        because: [say("a name that may be taken for somebody's")],
        waitsFor: null,
      },
    ]).flat(),
    held: null,
    freezes: repeat({ name: say('Year end'), from: at('2026-11-25T23:00:00Z'), until: at('2027-01-04T05:00:00Z') }),
    escalatedAt: at('2026-11-22T09:42:00Z'),
    thread: repeat([
      { no: 1, question, answer },
      { no: 2, question: open, answer: null },
    ]).flat(),
    changes: repeat({
      by: say('Amara Nwosu'),
      at: at('2026-11-20T10:30:00Z'),
      field: 'lifetime' as const,
      from: say('P1Y'),
      to: say('P6M'),
    }),
    nudgeFrom: null,
    ...over,
  };
}

const plain = (say: Say): Partial<ApprovalFacts> => ({
  stages: [
    { name: say('Approval'), quorum: 1, approved: [], state: 'now', because: [], waitsFor: [say('Amara Nwosu')] },
  ],
  freezes: [],
  escalatedAt: null,
  thread: [],
  changes: [],
});

function decideViews(say: Say, many: number): Record<string, View> {
  const held = { until: at('2027-01-04T05:00:00Z'), freeze: say('Year end') };
  const decide = (over: Partial<ApprovalFacts>): View => ({
    view: 'decide',
    request: { ...requestFacts(say, many), approval: approval(say, many, over) },
    outcome: { state: 'pending' },
  });
  const pending = progressViews(say, many)['progress-pending'];
  const waiting = (over: Partial<ApprovalFacts>): View | undefined =>
    pending?.view === 'progress'
      ? { ...pending, request: { ...pending.request, approval: approval(say, many, over) } }
      : undefined;
  const views: Record<string, View | undefined> = {
    'decide-stages': decide({}),
    'decide-held': decide({ ...plain(say), held }),
    'decide-by-rule': {
      view: 'decide',
      request: requestFacts(say, many),
      outcome: {
        state: 'approved',
        deed: { by: 'Sendpass', at: at('2026-11-24T10:42:00Z') },
        reason: say('By the rule "small and internal" of the policy.'),
      },
    },
    'decide-stages-approved': {
      view: 'decide',
      request: { ...requestFacts(say, many), approval: approval(say, many) },
      outcome: decided['approved'] ?? { state: 'pending' },
    },
    'progress-asked': waiting({}),
    'progress-waiting-plain': waiting(plain(say)),
    'progress-held': waiting({ ...plain(say), held }),
  };
  return views as Record<string, View>;
}

function dialogs(say: Say): Record<string, View> {
  const question = said(say, 'Amara Nwosu', '2026-11-20T10:05:00Z', 'Why external recipients?');
  return {
    'question-form': { view: 'question-form', requestId: 'k3jd92mxqa', appName: say('Billing'), error: null, text: '' },
    'answer-form': {
      view: 'answer-form',
      requestId: 'k3jd92mxqa',
      no: 1,
      appName: say('Billing'),
      question,
      error: say('Write an answer.'),
      text: '',
    },
    'approve-change-form': {
      view: 'approve-change-form',
      requestId: 'k3jd92mxqa',
      version: 2,
      appName: say('Billing'),
      domain: say('mail.contoso.com'),
      fields: ['lifetime', 'perHour', 'perDay', 'localPart', 'displayName'],
      values: {
        lifetime: 'P6M',
        perHour: '40',
        perDay: '600',
        localPart: say('invoices'),
        displayName: say('Contoso'),
      },
      errors: [
        { field: 'localPart', message: say('invoices@ is reserved. Choose another.') },
        { field: 'form', message: say('Azure did not answer in time, so nothing was sent.') },
      ],
      lifetimes: [{ value: 'P3M', title: '3 months' }],
    },
  };
}

export function approvalViews(say: Say, many = 1): Record<string, View> {
  const repeat = <Each>(each: Each): Each[] => Array.from({ length: many }, () => each);
  const question = said(
    say,
    'Amara Nwosu',
    '2026-11-20T10:05:00Z',
    'Why external recipients? The old mailbox had none.',
  );
  const answer = said(say, 'Olivia Brandt', '2026-11-20T10:20:00Z', 'Customers asked for their invoices by mail.');
  const about = { requestId: 'k3jd92mxqa', no: 1, appName: say('Billing'), address: say('invoices@mail.contoso.com') };
  const row = {
    requestId: 'k3jd92mxqa',
    appName: say('Billing'),
    address: say('invoices@mail.contoso.com'),
    askedBy: say('Olivia Brandt'),
    submittedAt: at('2026-11-19T09:40:00Z'),
    expiresAt: at('2026-11-27T09:42:00Z'),
    state: 'pending' as const,
    lacks: say('1 of "IT", a question is open'),
  };
  return {
    ...decideViews(say, many),
    ...dialogs(say),
    question: { view: 'question', ...about, question, answer: null, mayAnswer: true, closed: false },
    'question-answered': { view: 'question', ...about, question, answer, mayAnswer: false, closed: false },
    reminder: {
      view: 'reminder',
      by: null,
      requests: repeat([row, { ...row, appName: say('Alarms') }, { ...row, state: 'approved' as const }]).flat(),
    },
    'reminder-nudge': {
      view: 'reminder',
      by: { by: say('Olivia Brandt'), at: at('2026-11-20T09:30:00Z') },
      requests: [row],
    },
    'step-up': {
      view: 'step-up',
      what: 'approve',
      appName: say('Billing'),
      url: 'https://sendpass.contoso.com/sign-in/x',
    },
    'reminder-done': { view: 'reminder', by: null, requests: [{ ...row, state: 'denied' }] },
    'policy-change': {
      view: 'policy-change',
      at: at('2026-11-20T09:40:00Z'),
      changes: repeat([
        { path: 'approval.rules[0].when.perDayOver', before: say('600'), after: say('900') },
        { path: 'approval.freezes[0].name', before: null, after: say('Year end') },
        { path: 'approvers[0].people', before: say('3f0c… , 77aa…'), after: null },
      ]).flat(),
      waiting: 2,
    },
  };
}
