import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notesOf } from '../../../src/provisioning/notes.ts';
import { hashOf, ifStolen, madeKinds, planFor, removalPlan, widens } from '../../../src/provisioning/plan.ts';
import { secretEnd } from '../../../src/provisioning/secret-end.ts';
import { desired } from '../../support/provisioning-bench.ts';

describe('the plan an approver reads', () => {
  test('names what will be made, in words', () => {
    const plan = planFor({ ...desired, smtpUsername: 'billing-smtp' }, {}, 'sp-prod');
    expect(plan.map((line) => `${line.change} ${line.what}`)).toEqual([
      'make app registration "Sendpass – Billing"',
      'make its service principal',
      'make role "SMTP sender" on acs-prod',
      'make secret in vault sp-prod',
      'make MailFrom invoices@mail.contoso.com',
      'make short SMTP username billing-smtp',
    ]);
    expect(plan[2]?.note).toContain('not Contributor');
  });

  test('an address that exists is kept, and stays', () => {
    const line = planFor(desired, { 'mail-from': 'present' }).find((each) => each.kind === 'mail-from');
    expect(line).toMatchObject({ change: 'keep' });
    expect(line?.note).toContain('stays');
  });

  test('says honestly what a thief could do', () => {
    expect(ifStolen(desired)).toMatch(/any address on mail\.contoso\.com.*settings of acs-prod/);
  });

  test('a removal goes in its order and leaves what was found', () => {
    const lines = removalPlan(desired, ['application', 'principal', 'role', 'secret']);
    expect(lines.map((line) => line.change)).toEqual(['remove', 'remove', 'keep', 'remove', 'remove']);
    expect(lines[0]?.what).toContain('secret');
    expect(lines.at(-1)?.what).toContain('app registration');
  });

  test('what was found in place is not among what was made', () => {
    const step = {
      routeId: 'r',
      name: '',
      externalId: null,
      reason: null,
      reasonCode: null,
      doneAt: null,
      tookMs: null,
    };
    const made = madeKinds([
      { ...step, kind: 'mail-from', state: 'done', facts: { found: 'yes' }, intendedAt: new Date() },
      { ...step, kind: 'role', state: 'intended', facts: {}, intendedAt: new Date() },
      { ...step, kind: 'secret', state: 'planned', facts: {}, intendedAt: null },
    ]);
    expect(made).toEqual(['role']);
  });
});

describe('is it still what was shown', () => {
  const shown = planFor(desired);

  test('making or removing more must be asked again', () => {
    expect(widens(shown, planFor({ ...desired, smtpUsername: 'x' }))).toBe(true);
    expect(widens(shown, removalPlan(desired, ['role']))).toBe(true);
  });

  test('the same, less, or the same in other words need not', () => {
    expect(widens(shown, shown)).toBe(false);
    expect(widens(shown, planFor(desired, { 'mail-from': 'present' }))).toBe(false);
    expect(widens(shown, planFor(desired, {}, 'another-vault'))).toBe(false);
  });

  test('the hash changes with every field and not with the order of keys', () => {
    expect(hashOf(Object.fromEntries(Object.entries(desired).toReversed()) as typeof desired)).toBe(hashOf(desired));
    for (const key of Object.keys(desired)) expect(hashOf({ ...desired, [key]: 'other' })).not.toBe(hashOf(desired));
  });
});

describe('the end of a secret', () => {
  test('six months later, on a working day before the weekend', () => {
    // 20 November 2026 plus 6 months is Thursday 20 May 2027; 22 November gives Saturday 22 May.
    expect(secretEnd(new Date('2026-11-20T09:00:00Z'), 'P6M', 'UTC').toISOString()).toBe('2027-05-20T09:00:00.000Z');
    expect(secretEnd(new Date('2026-11-22T09:00:00Z'), 'P6M', 'UTC').toISOString()).toBe('2027-05-21T09:00:00.000Z');
  });

  test('never later than asked for, never on a weekend, seconds stay seconds', () => {
    const when = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(when, fc.integer({ min: 7, max: 800 }), (from, days) => {
        const end = secretEnd(from, `P${days}D`, 'UTC');
        expect(end.getTime()).toBeLessThanOrEqual(from.getTime() + days * 86_400_000);
        expect([0, 6]).not.toContain(end.getUTCDay());
      }),
    );
    // Summer time ends in between; the first of March where the limit's month still is February.
    expect(secretEnd(new Date('2026-09-01T10:00:00Z'), 'P6M', 'Europe/Berlin').toISOString()).toBe(
      '2027-03-01T10:00:00.000Z',
    );
    expect(
      secretEnd(new Date('2027-02-28T23:30:00Z'), 'P1M', 'Europe/Berlin').toISOString() <= '2027-03-28T23:30:00.000Z',
    ).toBe(true);
    const from = new Date('2026-11-21T09:00:00Z');
    expect(secretEnd(from, 'PT30S', 'UTC').getTime() - from.getTime()).toBe(30_000);
  });
});

test('the notes explain the application to whoever finds it, within Entra’s limit', () => {
  const input = {
    desired: { ...desired, purpose: 'x'.repeat(3000) },
    owners: ['Olga Owner'],
    requestedBy: 'Olga Owner',
    approvedBy: 'Anna Approver',
    requestId: 'req1',
    secretEndsAt: new Date('2027-05-20T00:00:00Z'),
  };
  const notes = notesOf(input);
  for (const before of ['', 'x']) {
    const cut = notesOf({ ...input, desired: { ...desired, purpose: before + '📨'.repeat(1000) } });
    expect(cut.isWellFormed() && cut.length <= 1024).toBe(true);
  }
  expect(notes.length).toBeLessThanOrEqual(1024);
  for (const fact of [
    'Made by Sendpass',
    'Billing',
    'invoices@mail.contoso.com',
    'Anna Approver',
    'req1',
    '2027-05-20',
  ])
    expect(notes).toContain(fact);
});
