import { describe, expect, test } from 'vitest';
import { diffPolicy } from '../../../src/policy/diff-policy.ts';
import { parsePolicy } from '../../../src/policy/parse-policy.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { reminderDue } from '../../../src/policy/reminder-due.ts';
import { freezeAt, stricter, termsFor } from '../../../src/policy/terms.ts';
import type { Judged } from '../../../src/policy/terms.ts';

const person = (no: number) => ({ people: [`22222222-2222-4222-8222-22222222222${no}`] });
const two = { people: [...person(1).people, ...person(2).people] };
const good = { approvers: [two], domains: ['mail.contoso.com'] };
const security = { name: 'Security', approvers: [person(3)], quorum: 1 };

function policy(approval: object, more: object = {}): Policy {
  const parsed = parsePolicy({ ...good, ...more, approval });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
}

const errors = (approval: object): string[] => {
  const parsed = parsePolicy({ ...good, approval });
  return parsed.ok ? [] : parsed.errors.map((each) => each.path);
};

const judged: Judged = {
  kind: 'new-sender',
  perHour: 40,
  perDay: 600,
  recipients: 'external',
  relay: 'acs',
  impersonationRisk: false,
  allChecked: true,
};

describe('what is asked of a request', () => {
  const shape = (approval: object, over: Partial<Judged> = {}) =>
    termsFor(policy(approval), { ...judged, ...over }).stages.map(({ name, quorum }) => `${name} ${quorum}`);

  test('without rules one of the approvers', () => {
    expect(shape({})).toEqual(['Approval 1']);
  });

  test('a quorum by condition: over N, not at N', () => {
    const rules = [{ when: { perDayOver: 600 }, quorum: 2 }];
    expect(shape({ rules })).toEqual(['Approval 1']);
    expect(shape({ rules }, { perDay: 601 })).toEqual(['Approval 2']);
  });

  test('all of a condition must hold; rules add up and never weaken one another', () => {
    const rules = [
      { when: { recipients: 'external', perHourOver: 10 }, quorum: 2 },
      { when: {}, quorum: 1 },
      { when: { impersonationRisk: true }, stages: [security] },
      { name: 'again', when: { recipients: 'external' }, stages: [{ ...security, approvers: [two], quorum: 2 }] },
    ];
    expect(shape({ rules }, { recipients: 'internal' })).toEqual(['Approval 1']);
    expect(shape({ rules }, { impersonationRisk: true })).toEqual(['Approval 2', 'Security 2']);
    const { stages } = termsFor(policy({ rules }), { ...judged, impersonationRisk: true });
    expect(stages[1]?.because).toEqual(["a name that may be taken for somebody's", 'again']);
  });

  test('stages of the policy stand in their order, and a rule may raise a named one', () => {
    const stages = [
      { name: 'Team lead', approvers: [person(4)] },
      { name: 'IT', approvers: [two] },
    ];
    expect(shape({ stages })).toEqual(['Team lead 1', 'IT 1']);
    expect(shape({ stages, rules: [{ stage: 'IT', quorum: 2 }] })).toEqual(['Team lead 1', 'IT 2']);
  });

  test('a change asks for more, never for less', () => {
    const rules = [{ when: { perDayOver: 500 }, quorum: 2 }];
    const before = termsFor(policy({ rules }), judged);
    const after = termsFor(policy({ rules }), { ...judged, perDay: 10 });
    expect(stricter(before, after).stages.map((each) => each.quorum)).toEqual([2]);
    expect(stricter(after, before).stages.map((each) => each.quorum)).toEqual([2]);
  });
});

describe('approved without a person', () => {
  const autoApprove = [{ name: 'small', when: { recipients: 'internal', perDayUpTo: 100 } }];
  const by = (over: Partial<Judged>, more: object = {}) =>
    termsFor(policy({ autoApprove, ...more }), { ...judged, perDay: 100, recipients: 'internal', ...over })
      .autoApprovedBy;

  test('by the rule that applies, by its name', () => expect(by({})).toBe('small'));
  test.each([
    ['over the bound', { perDay: 101 }],
    ['something unknown on the card', { allChecked: false }],
    ['a name like somebody’s', { impersonationRisk: true }],
  ])('not with %s', (_, over) => expect(by(over)).toBeNull());
  test('not where another rule asks for people', () =>
    expect(by({}, { rules: [{ when: { recipients: 'internal' }, quorum: 1 }] })).toBeNull());
});

describe('mistakes, all at once, each with its path', () => {
  test('also those that the shape alone does not show', () => {
    expect(
      errors({
        rules: [
          { when: { perDayOver: 1 }, quorum: 0 },
          { when: { perDay: 1 }, quorum: 1 },
          { when: {}, quorum: 3 },
          { stage: 'Legal', quorum: 1 },
          { name: 'empty' },
          { stages: [{ ...security, quorum: 2 }] },
        ],
        autoApprove: [{ name: 'all', when: {} }],
        escalation: [{ after: 'soon', to: [person(1)] }],
        freezes: [{ name: 'x', from: '2026-12-20', until: '2026-12-01' }],
        reminders: { from: '25:00', days: ['monday'] },
        newApproverWaits: '-PT1H',
        stepUp: ['deny'],
        nudge: 'PT1H',
      }).toSorted(),
    ).toEqual([
      'approval.autoApprove[0].when',
      'approval.escalation[0].after',
      'approval.freezes[0].until',
      'approval.newApproverWaits',
      'approval.nudge',
      'approval.reminders.days[0]',
      'approval.reminders.from',
      'approval.rules[0].quorum',
      'approval.rules[1].when.perDay',
      'approval.rules[2].quorum',
      'approval.rules[3].stage',
      'approval.rules[4]',
      'approval.rules[5].stages[0].quorum',
      'approval.stepUp[0]',
    ]);
  });

  test('a group has as many members as it has: no quorum is too high for it', () => {
    const entraGroup = '11111111-1111-4111-8111-111111111111';
    expect(errors({ rules: [{ stages: [{ name: 'All', approvers: [{ entraGroup }], quorum: 9 }] }] })).toEqual([]);
  });
});

describe('freezes', () => {
  const freezes = [
    { name: 'Year end', from: '2026-12-20', until: '2027-01-01' },
    { name: 'Inventory', from: '2027-01-01', until: '2027-01-04T06:00' },
  ];
  const at = (time: string) => freezeAt(policy({ freezes }, { timeZone: 'Europe/Berlin' }), new Date(time));

  test('count in the policy’s zone; windows without a gap are one', () => {
    expect(at('2026-12-19T22:59:59Z')).toBeNull();
    expect(at('2026-12-19T23:00:00Z')).toEqual({ name: 'Year end', until: new Date('2027-01-04T05:00:00Z') });
    expect(at('2027-01-04T05:00:00Z')).toBeNull();
  });
});

describe('the one reminder', () => {
  const due = (last: string | null, now: string, reminders: object = {}) =>
    reminderDue(
      policy({ reminders }, { timeZone: 'Europe/Berlin' }),
      last === null ? null : new Date(last),
      new Date(now),
    );

  test('in working hours of the policy’s zone, on working days', () => {
    expect(due(null, '2026-11-26T07:59:00Z')).toBe(false);
    expect(due(null, '2026-11-26T08:00:00Z')).toBe(true);
    expect(due(null, '2026-11-26T16:00:00Z')).toBe(false);
    expect(due(null, '2026-11-28T10:00:00Z')).toBe(false);
  });

  test('once a day by the calendar, also where yesterday’s was late and the clock was changed in between', () => {
    expect(due('2026-11-26T08:00:00Z', '2026-11-26T15:00:00Z')).toBe(false);
    expect(due('2026-11-26T14:30:00Z', '2026-11-27T08:00:00Z')).toBe(true);
    const weekend = { days: ['sat', 'sun', 'mon'] };
    expect(due('2026-10-24T07:00:00Z', '2026-10-25T08:00:00Z', weekend)).toBe(true);
  });

  test('seconds, to play it', () => {
    const quick = { every: 'PT5S', from: '00:00', until: '24:00' };
    expect(due('2026-11-26T03:00:00Z', '2026-11-26T03:00:04Z', quick)).toBe(false);
    expect(due('2026-11-26T03:00:00Z', '2026-11-26T03:00:05Z', quick)).toBe(true);
  });
});

test('the difference of two policies is told rule by rule', () => {
  const before = policy({ rules: [{ when: { perDayOver: 600 }, quorum: 2 }] });
  const others = [{ people: [...person(1).people, ...person(3).people] }];
  const changed = () => policy({ rules: [{ when: { perDayOver: 900 }, quorum: 2 }] }, { approvers: others });
  expect(diffPolicy(before, changed())).toEqual([
    { path: 'approval.rules[0].when.perDayOver', before: '600', after: '900' },
    { path: 'approvers[0].people', before: two.people.join(', '), after: others[0]!.people.join(', ') },
  ]);
  expect(diffPolicy(changed(), changed())).toEqual([]);
});
