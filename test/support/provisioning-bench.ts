import { plainTerms } from '../../src/policy/terms.ts';
import { newCourse } from '../../src/requests/course.ts';
import type { ConvergeDeps } from '../../src/provisioning/converge-deps.ts';
import { hashOf, planFor } from '../../src/provisioning/plan.ts';
import type { AcsDesired, Desired, ExchangeDesired, Sender } from '../../src/senders/sender.ts';
import { createExchangeByPerson } from '../../src/provisioning/exchange-by-person.ts';
import { cloudTwin } from './cloud-twin.ts';
import { memoryStore } from './memory-repos.ts';
import { virtualClock } from './virtual-clock.ts';

export const desired: AcsDesired = {
  appName: 'Billing',
  purpose: 'Monthly invoices to customers',
  relay: 'acs',
  localPart: 'invoices',
  domain: 'mail.contoso.com',
  displayName: 'Contoso Billing',
  recipients: 'external',
  perHour: 40,
  perDay: 600,
  lifetime: 'P6M',
  client: 'php',
  places: ['web-02'],
  owners: ['p-owner'],
  onBehalfOf: null,
  delivery: 'reveal',
  acsResourceId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Communication/communicationServices/acs-prod',
  domainResourceId:
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Communication/emailServices/e/domains/mail.contoso.com',
  smtpUsername: null,
};

/** The same wish by the other relay. */
export function exchangeDesired(change: Partial<ExchangeDesired> = {}): ExchangeDesired {
  const { acsResourceId: _acs, domainResourceId: _domain, smtpUsername: _short, ...wish } = desired;
  return {
    ...wish,
    domain: 'contoso.com',
    client: 'node',
    relay: 'exchange',
    access: 'app-rbac',
    mailboxes: ['invoices@contoso.com'],
    outsideMailbox: 'outside@contoso.com',
    ...change,
  };
}

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A store with one approved sender, a cloud, and a way to run our process several times over them. */
export async function provisioning(change: Partial<AcsDesired> | ExchangeDesired = {}) {
  const clock = virtualClock();
  const twin = cloudTwin(clock);
  const store = memoryStore(clock);
  const wish: Desired = change.relay === 'exchange' ? change : { ...desired, ...change };
  const sender: Sender = {
    id: 'abc2345678',
    name: wish.appName,
    owners: wish.owners,
    state: 'setting-up',
    desired: wish,
    desiredHash: hashOf(wish),
    generation: 1,
    requestId: 'req2345678',
    wanted: 'present',
    provenAt: null,
    installedAt: null,
    revealCount: 0,
    createdAt: clock.now(),
    version: 1,
  };
  await store.repos.senders.insert(sender);
  for (const [id, name] of [
    ['p-owner', 'Olga Owner'],
    ['p-approver', 'Anna Approver'],
  ] as const)
    await store.repos.people.remember({ id, name, entraObjectId: id, tenantId: 't', email: `${id}@contoso.com` });
  await store.repos.requests.insert({
    id: sender.requestId,
    senderId: sender.id,
    kind: 'new-sender',
    state: 'approved',
    version: 1,
    desired: wish,
    desiredHash: sender.desiredHash,
    plan: planFor(wish, {}, 'sp-prod'),
    verdicts: [],
    move: null,
    submittedBy: 'p-owner',
    editedBy: [],
    submittedAt: clock.now(),
    expiresAt: clock.now(),
    decision: { by: 'p-approver', at: clock.now(), verdict: 'approved', reason: null, version: 1 },
    terms: plainTerms,
    course: newCourse(clock.now()),
  });
  const cards = { changes: [] as number[] };
  const life = () => {
    const process = twin.process();
    const transact: ConvergeDeps['transact'] = (work) =>
      process.life.dead
        ? Promise.reject(new Error('killed'))
        : store.transact(async (repos) => {
            const result = await work(repos);
            if (process.life.dead) process.die();
            return result;
          });
    const deps: ConvergeDeps = {
      ...process.ports,
      exchangeAdmin: createExchangeByPerson({ transact }),
      transact,
      clock,
      logger: silent,
      tenantId: 't0000000-0000-4000-8000-000000000001',
      roleDefinitionId: 'r0000000-0000-4000-8000-000000000001',
      installationId: 'inst-1',
      timeZone: 'Europe/Berlin',
      changed: async () => void cards.changes.push(clock.at()),
    };
    return deps;
  };
  const read = async () => {
    const now = await store.repos.senders.get(sender.id);
    const route = await store.repos.senders.route(sender.id);
    const steps = route ? await store.repos.senders.steps(route.id) : [];
    return {
      sender: now!,
      route,
      steps,
      step: (kind: string) => steps.find((each) => each.kind === kind)!,
      credentials: route ? await store.repos.senders.credentials(route.id) : [],
      tasks: await store.repos.tasks.open(sender.id),
    };
  };
  return { clock, twin, store, sender, life, read, cards };
}

export const never = (): AbortSignal => new AbortController().signal;
