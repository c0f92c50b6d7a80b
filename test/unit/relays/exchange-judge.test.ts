import { describe, expect, test } from 'vitest';
import { judgeReport } from '../../../src/relays/exchange-report.ts';
import type { ExchangeReport } from '../../../src/relays/exchange-wish.ts';
import { classicReport, classicWish, registrationObjectId, report, wish } from './exchange-samples.ts';

const codes = (change: Partial<ExchangeReport>): string[] =>
  judgeReport(wish, { ...report, ...change }).map((each) => each.code);
const classicCodes = (change: Partial<ExchangeReport>): string[] =>
  judgeReport(classicWish, { ...classicReport, ...change }).map((each) => each.code);

test('what is as wished has no finding, in either way', () => {
  expect(codes({})).toEqual([]);
  expect(classicCodes({})).toEqual([]);
});

test('addresses and ids are the same in other case', () => {
  const shouted = { holds: ['Invoices@Contoso.com', 'REPORTS@contoso.com'], objectId: wish.objectId.toUpperCase() };
  expect(codes({ ...shouted, smtpAuth: { 'Invoices@Contoso.COM': 'on', 'reports@contoso.com': 'on' } })).toEqual([]);
});

describe('the object id', () => {
  test('of the app registration is named as such where it is known', () => {
    const [first] = judgeReport(
      wish,
      { ...report, objectId: registrationObjectId },
      { appRegistrationObjectId: registrationObjectId },
    );
    expect(first).toMatchObject({ code: 'wrong-object-id', dangerous: false });
    expect(first!.says).toContain(`the object id of the app registration (${registrationObjectId})`);
    expect(first!.says).toContain(`enterprise application (${wish.objectId})`);
  });

  test('that is wrong hides what cannot work because of it, and nothing else', () => {
    const change = { objectId: registrationObjectId, role: null, smtpAuth: { 'invoices@contoso.com': 'off' as const } };
    expect(codes(change)).toEqual(['wrong-object-id', 'smtp-auth-off-mailbox', 'mailbox-not-seen']);
  });

  test('missing: Exchange does not know the application', () => {
    expect(codes({ objectId: null, scope: null, holds: [], role: null })).toEqual(['not-registered', 'scope-missing']);
  });
});

describe('the scope', () => {
  test('that holds one mailbox too many is dangerous and comes first', () => {
    const [first] = judgeReport(wish, {
      ...report,
      objectId: registrationObjectId,
      holds: [...wish.mailboxes, 'ceo@contoso.com'],
    });
    expect(first).toMatchObject({ code: 'scope-too-wide', dangerous: true });
    expect(first!.says).toContain('ceo@contoso.com');
  });

  test('that holds one too few, or none', () => {
    expect(codes({ holds: ['invoices@contoso.com'] })).toEqual(['scope-too-narrow']);
    expect(codes({ scope: null, holds: [] })).toEqual(['scope-missing']);
  });

  test('that holds the right ones by another rule is said: it may hold others tomorrow', () => {
    expect(codes({ scope: "MemberOfGroup -eq 'CN=Mail,DC=contoso'" })).toEqual(['scope-by-other-rule']);
    expect(codes({ scope: "PrimarySmtpAddress -like 'invoices*'" })).toEqual(['scope-by-other-rule']);
    expect(codes({ scope: "PrimarySmtpAddress -ne 'x@contoso.com'" })).toEqual(['scope-by-other-rule']);
  });

  test('written back by Exchange with other spaces and parentheses is the same', () => {
    const asKept =
      "((PrimarySmtpAddress  -eq 'invoices@contoso.com') -or ( PrimarySmtpAddress -eq 'reports@contoso.com'))";
    expect(codes({ scope: asKept })).toEqual([]);
  });

  test('a quoted address that looks like a rule is an address', () => {
    const odd = { ...wish, mailboxes: ["o'brien -or Name -like x@contoso.com"] };
    expect(
      judgeReport(odd, { ...report, scope: "PrimarySmtpAddress -eq 'o''brien -or Name -like x@contoso.com'" }),
    ).not.toContainEqual(expect.objectContaining({ code: 'scope-by-other-rule' }));
  });
});

test('a role that may do more than send is dangerous', () => {
  const [first] = judgeReport(wish, { ...report, role: 'Application Mail.ReadWrite' });
  expect(first).toMatchObject({ code: 'other-role', dangerous: true });
  expect(codes({ role: null })).toEqual(['role-missing']);
});

describe('the outside mailbox', () => {
  test('in scope is dangerous', () => {
    const [first] = judgeReport(wish, { ...report, inScope: { ...report.inScope, 'outside@contoso.com': true } });
    expect(first).toMatchObject({ code: 'outside-in-scope', dangerous: true });
  });

  test('with classic rights is dangerous', () => {
    const rights = { ...classicReport.rights, 'outside@contoso.com': { fullAccess: true, sendAs: false } };
    expect(judgeReport(classicWish, { ...classicReport, rights })[0]).toMatchObject({
      code: 'outside-has-rights',
      dangerous: true,
    });
  });

  test('that could not be asked about is no finding: the refused log-in proves it', () => {
    expect(codes({ inScope: { ...report.inScope, 'outside@contoso.com': null } })).toEqual([]);
  });
});

test('a mailbox Exchange still refuses although the scope holds it: it takes time', () => {
  const inScope = { ...report.inScope, 'reports@contoso.com': false };
  const [first] = judgeReport(wish, { ...report, inScope });
  expect(first).toMatchObject({ code: 'not-in-scope' });
  expect(first!.fix).toContain('two hours');
});

test('classic: each right that is missing, with its mailboxes', () => {
  const rights = { ...classicReport.rights, 'reports@contoso.com': { fullAccess: true, sendAs: false } };
  expect(classicCodes({ rights })).toEqual(['send-as-missing']);
  expect(classicCodes({ rights: {} })).toEqual(['full-access-missing', 'send-as-missing']);
});

test('SMTP AUTH: off here, off in the tenant, or on in the tenant', () => {
  const follows = { 'invoices@contoso.com': 'tenant', 'reports@contoso.com': 'on' } as const;
  expect(codes({ smtpAuth: follows })).toEqual(['smtp-auth-off-tenant']);
  expect(codes({ smtpAuth: follows, tenantSmtpAuth: 'on' })).toEqual([]);
  expect(codes({ smtpAuth: { ...follows, 'invoices@contoso.com': 'off' }, tenantSmtpAuth: 'on' })).toEqual([
    'smtp-auth-off-mailbox',
  ]);
  expect(codes({ smtpAuth: { 'invoices@contoso.com': 'on' } })).toEqual(['mailbox-not-seen']);
});

test('another application’s report is told as that, and nothing else is said about it', () => {
  const codesOfOther = codes({ appId: '44444444-4444-4444-8444-444444444444', objectId: null, role: null });
  expect(codesOfOther).toEqual(['another-application']);
});

test('each finding says what mends it', () => {
  const worst = judgeReport(wish, {
    ...report,
    objectId: null,
    holds: ['x@contoso.com'],
    role: 'Application Mail.Read',
    inScope: { 'outside@contoso.com': true },
    smtpAuth: {},
  });
  expect(worst.length).toBeGreaterThan(4);
  for (const { says, fix } of worst) expect(`${says.length > 10} ${fix.length > 10}`).toBe('true true');
});
