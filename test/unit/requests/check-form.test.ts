import { describe, expect, test } from 'vitest';
import { checkForm } from '../../../src/requests/check-form.ts';
import type { FormFacts } from '../../../src/requests/gather-facts.ts';
import type { Taken } from '../../../src/requests/look-up-taken.ts';
import { domain, facts, form, owner, policy, start } from './support.ts';

const free: Taken = {
  name: false,
  address: false,
  secondOwnerKnown: true,
  beneficiaryKnown: true,
  freeUsername: 'billing-smtp',
};

const check = (
  changed: Record<string, string> = {},
  world: { facts?: Partial<FormFacts>; taken?: Partial<Taken>; policy?: Partial<typeof policy> } = {},
) =>
  checkForm({
    form: form(changed),
    facts: facts(world.facts),
    taken: { ...free, ...world.taken },
    policy: { ...policy, ...world.policy },
    actorId: owner.id,
    tenantId: owner.tenantId,
    now: start,
  });

const errorOf = (checked: ReturnType<typeof check>): [string, string][] =>
  checked.ok ? [] : checked.errors.map(({ field, message }) => [field, message]);

const textsOf = (checked: ReturnType<typeof check>, result: string): string[] =>
  checked.ok ? checked.verdicts.filter((each) => each.result === result).map((each) => each.text) : [];

test('a sound form becomes a desired state that names its resources', () => {
  const checked = check();
  expect(checked).toMatchObject({
    ok: true,
    desired: {
      owners: [owner.id, form().secondOwner],
      acsResourceId: domain.acsResourceId,
      domainResourceId: domain.resourceId,
      smtpUsername: null,
      relay: 'acs',
    },
  });
  expect(textsOf(checked, 'unknown')).toEqual([]);
});

describe('an error stands on its field and says what to do', () => {
  const unverified = { ...domain, verified: { ...domain.verified, SPF: false } };
  test.each([
    ['name taken', 'appName', /exists already/, {}, { taken: { name: true } }],
    ['address taken', 'localPart', /uses this address/, {}, { taken: { address: true } }],
    ['reserved by policy', 'localPart', /reserved/, { localPart: 'CEO' }, {}],
    ['reserved always', 'localPart', /reserved/, { localPart: 'postmaster' }, {}],
    ['domain not allowed', 'domain', /does not allow evil\.com.*mail\.contoso\.com/, { domain: 'evil.com' }, {}],
    ['domain not linked', 'domain', /not linked/, { domain: 'news.contoso.com' }, {}],
    [
      'domain not verified',
      'domain',
      /not verified yet \(SPF\)/,
      {},
      { facts: { domains: { known: true, value: [unverified] } } },
    ],
    [
      'domains unreadable',
      'domain',
      /could not be looked up: no right/,
      {},
      { facts: { domains: { known: false, why: 'no right' } } },
    ],
    [
      'a person has the address',
      'localPart',
      /Belongs to a person/,
      {},
      { facts: { addressOwner: { known: true, value: { kind: 'person', name: 'Fritz', objectId: 'x' } } } },
    ],
    [
      'a group looks like it',
      'displayName',
      /Looks like "Contoso Invoices", a group/,
      { displayName: 'Cоntoso Invoices' },
      {
        facts: {
          namesLike: {
            known: true,
            value: { entries: [{ kind: 'group', name: 'Contoso Invoices', objectId: 'x' }], all: true },
          },
        },
      },
    ],
    ['longer than policy', 'lifetime', /policy allows \(1 year\)/, { lifetime: 'P2Y' }, {}],
    [
      'longer than the tenant',
      'lifetime',
      /Entra would refuse/,
      {},
      { facts: { tenantLifetime: { known: true, value: 'P90D' } } },
    ],
    ['own second owner', 'secondOwner', /somebody else/, { secondOwner: owner.id }, {}],
    ['unknown second owner', 'secondOwner', /not met/, {}, { taken: { secondOwnerKnown: false } }],
    ['a day less than an hour', 'perDay', /busiest hour/, { perHour: '100', perDay: '50' }, {}],
    ['more than 24 hours', 'perDay', /at most 240/, { perHour: '10', perDay: '1000' }, {}],
  ] as [string, string, RegExp, Record<string, string>, Parameters<typeof check>[1]][])(
    '%s',
    (_, field, message, changed, world) => {
      const errors = errorOf(check(changed, world));
      expect(errors.map(([each]) => each)).toEqual([field]);
      expect(errors[0]?.[1]).toMatch(message);
    },
  );
});

describe('what could not be looked at is said on the card', () => {
  test('the directory may not be read', () => {
    const denied = { known: false, why: 'Sendpass may not read the directory.' } as const;
    const checked = check({}, { facts: { addressOwner: denied, namesLike: denied } });
    expect(textsOf(checked, 'unknown')).toEqual([
      expect.stringMatching(/this address.*may not read the directory/),
      expect.stringMatching(/a name.*may not read the directory/),
    ]);
    expect(textsOf(checked, 'ok').join()).not.toContain('nobody owns');
  });
  test('more names than the directory lists', () => {
    const checked = check({}, { facts: { namesLike: { known: true, value: { entries: [], all: false } } } });
    expect(textsOf(checked, 'unknown')).toEqual([expect.stringContaining('not every one was compared')]);
  });
  test("the tenant's own lifetime limit", () => {
    const checked = check({}, { facts: { tenantLifetime: { known: false, why: 'no right' } } });
    expect(textsOf(checked, 'unknown')).toEqual([expect.stringContaining('no right')]);
  });
});

test('a client that cannot hold the long user name gets the short one', () => {
  const checked = check({ client: 'printer' });
  expect(checked).toMatchObject({ ok: true, desired: { smtpUsername: 'billing-smtp' } });
  expect(textsOf(checked, 'attention').join()).toContain('short user name');
});

test('more than the relay surely carries is pointed out, not refused', () => {
  expect(textsOf(check({ perHour: '500', perDay: '5000' }), 'attention').join()).toContain('quota');
});

test('of a domain linked twice the verified one is used', () => {
  const broken = { ...domain, resourceId: 'a', acsResourceId: 'a', verified: { ...domain.verified, DKIM: false } };
  const checked = check({}, { facts: { domains: { known: true, value: [broken, domain] } } });
  expect(checked).toMatchObject({ ok: true, desired: { acsResourceId: domain.acsResourceId } });
});

test('twelve months are not longer than a year', () => {
  expect(errorOf(check({ lifetime: 'P12M' }, { policy: { maxSecretLifetime: 'P1Y' } }))).toEqual([]);
});
