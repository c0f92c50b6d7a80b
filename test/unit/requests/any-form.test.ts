import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientIds } from '../../../src/clients/client-id.ts';
import type { DirectoryEntry } from '../../../src/people/port-directory.ts';
import type { DomainFacts } from '../../../src/provisioning/port-azure.ts';
import { checkForm } from '../../../src/requests/check-form.ts';
import { formFields, parseForm } from '../../../src/requests/form.ts';
import type { FormFacts } from '../../../src/requests/gather-facts.ts';
import type { Taken } from '../../../src/requests/look-up-taken.ts';
import { domain, owner, policy, second, start, values } from './support.ts';

// Whatever passes the form's shape meets whatever the world says: the answer is a desired state or errors on fields, never an exception.

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 70 }), fc.string({ maxLength: 40 }));
const lifetime = fc.constantFrom(
  'P1D',
  'P3M',
  'P6M',
  'P1Y',
  'P12M',
  'P2Y',
  'P10Y',
  'P99999Y',
  '-P1D',
  'P1M1D',
  '',
  'soon',
);

/** Mostly values that pass the shape: otherwise the rules behind it would hardly ever be asked. */
const anyForm = fc
  .record({
    appName: fc.oneof(anyText, fc.constant('Billing')),
    displayName: fc.oneof(anyText, fc.constantFrom('Contoso Invoices', 'Соntоsо Fіnаnсе', '日本支店')),
    purpose: fc.oneof(anyText, fc.constant('Monthly invoices')),
    localPart: fc.oneof(fc.constantFrom('invoices', 'ceo', 'postmaster', '__proto__', 'constructor', 'a.b-c'), anyText),
    domain: fc.oneof(
      fc.constantFrom('mail.contoso.com', 'news.contoso.com', 'evil.com', 'xn--bcher-kva.example'),
      anyText,
    ),
    recipients: fc.constantFrom('external', 'internal', 'both', ''),
    perHour: fc.oneof(fc.integer({ min: -1, max: 2 ** 53 }).map(String), anyText),
    perDay: fc.oneof(fc.integer({ min: -1, max: 2 ** 53 }).map(String), anyText),
    lifetime,
    client: fc.constantFrom(...clientIds),
    places: fc.oneof(anyText, fc.constant('web-02, web-03')),
    secondOwner: fc.constantFrom('', second.id, owner.id, 'Sven'),
    onBehalfOf: fc.oneof(anyText, fc.constantFrom('', second.id)),
    delivery: fc.constantFrom('reveal', 'vault', ''),
  })
  .chain((wild) =>
    // All good but some: each field gets its turn alone and in company.
    fc.subarray(Object.keys(wild) as (keyof typeof wild)[], { maxLength: 6 }).map((keys) => ({
      ...values(),
      ...Object.fromEntries(keys.map((key) => [key, wild[key]])),
    })),
  );

const looked = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    value.map((each) => ({ known: true as const, value: each })),
    fc.string().map((why) => ({ known: false as const, why })),
  );
const entry: fc.Arbitrary<DirectoryEntry> = fc.record({
  kind: fc.constantFrom('person' as const, 'group' as const),
  name: fc.oneof(anyText, fc.constant('Contoso Invoices')),
  objectId: fc.uuid(),
});
const anyDomain: fc.Arbitrary<DomainFacts> = fc.record({
  name: fc.oneof(fc.constantFrom('mail.contoso.com', 'MAIL.contoso.com', 'news.contoso.com'), anyText),
  resourceId: fc.oneof(fc.constant(domain.resourceId), anyText),
  acsResourceId: fc.oneof(fc.constant(domain.acsResourceId), anyText),
  azureManaged: fc.boolean(),
  verified: fc.record({ Domain: fc.boolean(), SPF: fc.boolean(), DKIM: fc.boolean(), DKIM2: fc.boolean() }),
});
const anyFacts: fc.Arbitrary<FormFacts> = fc.record({
  domains: looked(fc.oneof(fc.constant<DomainFacts[]>([domain]), fc.array(anyDomain, { maxLength: 4 }))),
  addressOwner: looked(fc.oneof(fc.constant(null), entry)),
  namesLike: looked(fc.record({ entries: fc.array(entry, { maxLength: 4 }), all: fc.boolean() })),
  mailboxes: fc
    .array(
      fc.tuple(
        fc.constantFrom('invoices@mail.contoso.com', 'x@contoso.com'),
        looked(fc.oneof(fc.constant(null), entry)),
      ),
      { maxLength: 3 },
    )
    .map((all) => new Map(all)),
  // Graph's type is a duration (Edm.Duration), of any length.
  tenantLifetime: looked(fc.constantFrom(null, 'P1D', 'P30D', 'PT1H', 'P2Y6M', 'P99999Y', '-P1D', 'PT0S')),
});
const anyTaken: fc.Arbitrary<Taken> = fc.record({
  name: fc.boolean(),
  address: fc.boolean(),
  secondOwnerKnown: fc.boolean(),
  beneficiaryKnown: fc.boolean(),
  freeUsername: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
});

test('any form over any facts is a desired state or errors on fields', () => {
  const seen = { shape: 0, refused: 0, accepted: 0 };
  fc.assert(
    fc.property(anyForm, anyFacts, anyTaken, (input, facts, taken) => {
      const parsed = parseForm(input);
      if (!parsed.ok) return void seen.shape++;
      const checked = checkForm({
        form: parsed.form,
        facts,
        taken,
        policy,
        actorId: owner.id,
        tenantId: owner.tenantId,
        now: start,
      });
      if (checked.ok) {
        seen.accepted++;
        expect(checked.verdicts.length).toBeGreaterThan(0);
        expect(checked.desired.domain).toBe('mail.contoso.com');
        return;
      }
      seen.refused++;
      expect(checked.errors.length).toBeGreaterThan(0);
      const fields = checked.errors.map((each) => each.field);
      expect(new Set(fields).size).toBe(fields.length);
      for (const each of checked.errors) {
        expect(formFields).toContain(each.field);
        expect(each.message.length).toBeGreaterThan(5);
      }
    }),
    {
      numRuns: 600,
      examples: [
        [
          values(),
          {
            domains: { known: true, value: [domain] },
            addressOwner: { known: true, value: null },
            namesLike: { known: true, value: { entries: [], all: true } },
            mailboxes: new Map(),
            tenantLifetime: { known: true, value: null },
          },
          { name: false, address: false, secondOwnerKnown: true, beneficiaryKnown: true, freeUsername: 'billing-smtp' },
        ],
      ],
    },
  );
  // Otherwise this says less than it seems to.
  expect(Math.min(seen.shape, seen.refused, seen.accepted)).toBeGreaterThan(0);
});
