import { expect, test } from 'vitest';
import type { DirectoryEntry } from '../../../src/people/port-directory.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { checkForm } from '../../../src/requests/check-form.ts';
import { facts, form, owner, policy, start } from './support.ts';

// Exchange refuses a From that is not the mailbox itself (SendAsDenied): whatever would end so is an error on its field, before anybody approves.

const exchange = { domains: ['contoso.com'], outsideMailbox: 'outside@contoso.com' };
const shared = (address: string, signsIn = false): DirectoryEntry => ({
  kind: 'person',
  name: 'Contoso Invoices',
  objectId: 'o',
  mailbox: { address, signsIn },
});

function checked(entry: DirectoryEntry | null, more: { mailboxes?: string; further?: DirectoryEntry } = {}) {
  const { mailboxes = '', further } = more;
  const looked = new Map(further ? [[mailboxes, { known: true as const, value: further }]] : []);
  return checkForm({
    form: form({ domain: 'contoso.com', relay: 'exchange', mailboxes }),
    facts: facts({ addressOwner: { known: true, value: entry }, mailboxes: looked }),
    taken: { name: false, address: false, secondOwnerKnown: true, beneficiaryKnown: true, freeUsername: 'billing' },
    policy: policySchema.parse({ ...policy, exchange }),
    actorId: owner.id,
    tenantId: 't',
    now: start,
  });
}

test('the primary address of a shared mailbox is what it logs in as and sends from', () => {
  expect(checked(shared('Invoices@contoso.com'))).toMatchObject({
    ok: true,
    desired: { relay: 'exchange', mailboxes: ['invoices@contoso.com'] },
  });
});

test.each([
  ['an alias', shared('billing@contoso.com'), /another address of the mailbox billing@contoso\.com.*use billing/],
  ['no mailbox', null, /No mailbox has the address/],
  ['a group', { kind: 'group', name: 'Finance', objectId: 'g' } as const, /is a group/],
  ['a person’s own mailbox', shared('invoices@contoso.com', true), /own mailbox/],
])('as %s it could not send: refused on the address', (_what, entry, message) => {
  const errors = [{ field: 'localPart', message: expect.stringMatching(message) }];
  expect(checked(entry)).toEqual({ ok: false, errors });
});

test('a further mailbox is held to the same', () => {
  const further = shared('sales@contoso.com');
  expect(checked(shared('invoices@contoso.com'), { mailboxes: 'alias@contoso.com', further })).toEqual({
    ok: false,
    errors: [
      { field: 'mailboxes', message: expect.stringMatching(/another address of the mailbox sales@contoso\.com/) },
    ],
  });
});
