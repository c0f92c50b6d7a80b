import type { DomainFacts } from '../../../src/provisioning/port-azure.ts';
import type { Person } from '../../../src/people/person.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import { parseForm } from '../../../src/requests/form.ts';
import type { RequestForm } from '../../../src/requests/form.ts';
import type { FormFacts } from '../../../src/requests/gather-facts.ts';
import { submitRequest } from '../../../src/requests/submit.ts';
import { memoryStore } from '../../support/memory-repos.ts';

const guid = (no: number): string => `00000000-0000-4000-8000-${String(no).padStart(12, '0')}`;

export const person = (no: number, name: string): Person => ({
  id: guid(no),
  entraObjectId: guid(no),
  name,
  tenantId: guid(999),
  email: `${name.toLowerCase()}@contoso.com`,
});
export const owner = person(1, 'Olga');
export const second = person(2, 'Sven');
export const approver = person(3, 'Anna');
export const other = person(4, 'Otto');

export const values = (changed: Record<string, string> = {}): Record<string, string> => ({
  appName: 'Billing',
  purpose: 'Monthly invoices to customers',
  localPart: 'invoices',
  domain: 'mail.contoso.com',
  displayName: 'Contoso Invoices',
  recipients: 'external',
  perHour: '40',
  perDay: '600',
  lifetime: 'P6M',
  client: 'php',
  places: 'web-02, printer 3rd floor',
  secondOwner: second.id,
  onBehalfOf: '',
  delivery: 'reveal',
  ...changed,
});

export function form(changed: Record<string, string> = {}): RequestForm {
  const parsed = parseForm(values(changed));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.form;
}

export const domain: DomainFacts = {
  name: 'mail.contoso.com',
  resourceId:
    '/subscriptions/s/resourceGroups/r/providers/Microsoft.Communication/emailServices/e/domains/mail.contoso.com',
  acsResourceId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Communication/communicationServices/acs-prod',
  azureManaged: false,
  verified: { Domain: true, SPF: true, DKIM: true, DKIM2: true },
};

export const facts = (changed: Partial<FormFacts> = {}): FormFacts => ({
  domains: { known: true, value: [domain] },
  addressOwner: { known: true, value: null },
  namesLike: { known: true, value: { entries: [], all: true } },
  tenantLifetime: { known: true, value: null },
  mailboxes: new Map(),
  ...changed,
});

export const policy = policySchema.parse({
  approvers: [{ people: [approver.id, other.id] }],
  domains: ['mail.contoso.com', 'news.contoso.com'],
  reservedLocalParts: ['ceo'],
  // Crowds are played by one person; open-limit.test.ts has limits of its own.
  maxOpenRequests: 100,
});

export const start = new Date('2026-11-20T09:00:00Z');

/** A store with the people known, a clock that is set by hand, and what use cases are given. */
export function world() {
  const time = { now: start };
  const clock = { now: () => new Date(time.now) };
  const store = memoryStore(clock);
  const deps = { clock, policy, tenantId: guid(999), vault: { name: 'sp-prod' } };
  for (const each of [owner, second, approver, other]) store.tables().people.set(each.id, each);
  const submit = (changed: Record<string, string> = {}, actor = owner) =>
    store.transact((repos) => submitRequest(repos, { form: form(changed), facts: facts(), actor }, deps));
  /** A pending request, for tests about what becomes of it. */
  const pending = async (changed: Record<string, string> = {}) => {
    const outcome = await submit(changed);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome;
  };
  const auditTypes = () => store.tables().audit.map((event) => event.type);
  return { ...store, time, clock, deps, submit, pending, auditTypes };
}
