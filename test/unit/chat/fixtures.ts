import { plainTerms } from '../../../src/policy/terms.ts';
import { newCourse } from '../../../src/requests/course.ts';
import type { ChatDeps } from '../../../src/chat/deps.ts';
import type { StoredAuditEvent } from '../../../src/audit/event.ts';
import type { Card, Conversation } from '../../../src/chat/port-chat-store.ts';
import type { Job } from '../../../src/shared/port-jobs.ts';
import { createReceive } from '../../../src/chat/receive.ts';
import type { Arrived } from '../../../src/chat/arrived.ts';
import { handleMessage } from '../../../src/chat/handle-message.ts';
import { createShowCards } from '../../../src/chat/show-cards.ts';
import type { View } from '../../../src/chat/view.ts';
import type { Person } from '../../../src/people/person.ts';
import { policySchema } from '../../../src/policy/policy.ts';
import type { MailRequest } from '../../../src/requests/request.ts';
import type { AcsDesired, Sender } from '../../../src/senders/sender.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { endpoints, healthySender } from './healthy-sender.ts';
import { memoryStore } from '../../support/memory-repos.ts';

export const guid = (digit: number): string => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`;
export const person = (digit: number, name: string): Person => ({
  id: guid(digit),
  entraObjectId: guid(digit),
  tenantId: guid(9),
  name,
  email: `${name.toLowerCase()}@contoso.com`,
});
export const owner = person(1, 'Owner');
export const second = person(2, 'Second');
export const approver = person(3, 'Approver');
export const stranger = person(4, 'Stranger');

export const policy = policySchema.parse({
  approvers: [{ people: [approver.id] }],
  operators: [{ people: [guid(8)] }],
  domains: ['mail.contoso.com'],
});

export const desired: AcsDesired = {
  appName: 'Billing',
  purpose: 'Monthly invoices to customers',
  relay: 'acs',
  localPart: 'invoices',
  domain: 'mail.contoso.com',
  displayName: 'Contoso Invoices',
  recipients: 'external',
  perHour: 40,
  perDay: 600,
  lifetime: 'P6M',
  client: 'php',
  places: ['web-02'],
  owners: [owner.id, second.id],
  onBehalfOf: null,
  delivery: 'reveal',
  acsResourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/communicationServices/acs-prod',
  domainResourceId:
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/emailServices/e/domains/mail.contoso.com',
  smtpUsername: null,
};

export const start = new Date('2026-11-20T10:00:00Z');

export const request: MailRequest = {
  id: 'req1',
  senderId: 'snd1',
  kind: 'new-sender',
  state: 'pending',
  version: 1,
  desired,
  desiredHash: 'h',
  plan: [],
  verdicts: [],
  move: null,
  submittedBy: owner.id,
  editedBy: [],
  submittedAt: start,
  expiresAt: new Date('2026-11-27T10:00:00Z'),
  decision: null,
  terms: plainTerms,
  course: newCourse(start),
};

export const sender: Sender = {
  id: 'snd1',
  name: 'Billing',
  owners: desired.owners,
  state: 'requested',
  desired,
  desiredHash: 'h',
  generation: 1,
  requestId: 'req1',
  wanted: 'present',
  provenAt: null,
  installedAt: null,
  revealCount: 0,
  createdAt: start,
  version: 1,
};

type Stored = {
  audit: StoredAuditEvent[];
  jobs: { job: Job }[];
  requests: MailRequest[];
  senders: Sender[];
  cards: Card[];
  conversations: Conversation[];
};
type Post = { op: 'post' | 'update' | 'remove'; place: string; messageId: string; view: View | null };

/** The chat room on an in-memory store and a platform that keeps what it was told. */
export function createRoom() {
  const clock = { at: start.getTime(), now: () => new Date(clock.at), wait: () => new Promise<void>(() => undefined) };
  const memory = memoryStore(clock);
  const posts: Post[] = [];
  /** What was attached, by its address. */
  const files = new Map<string, Uint8Array>();
  /** Place → code of the error every call there gets. */
  const broken = new Map<string, string>();
  let next = 1;
  const say = (op: Post['op'], conversation: Conversation, messageId: string, view: View | null) => {
    const place = conversation.reference['conversationId'] ?? '?';
    const code = broken.get(place) ?? broken.get(`${op} ${messageId}`);
    if (code !== undefined)
      throw new SendpassError({
        code,
        kind: code === 'message-gone' ? 'conflict' : 'denied',
        advice: `${place} ${code}`,
      });
    posts.push({ op, place, messageId, view });
    return messageId;
  };
  const platform: ChatDeps['platform'] = {
    post: async (conversation, view) => ({ messageId: say('post', conversation, `m${next++}`, view) }),
    update: async (conversation, messageId, view) => void say('update', conversation, messageId, view),
    remove: async (conversation, messageId) => void say('remove', conversation, messageId, null),
    openPersonal: async (id) => {
      if (broken.has(`open ${id}`))
        throw new SendpassError({ code: 'chat-unreachable', kind: 'denied', advice: 'not installed' });
      const { platformId, ...rest } = personal(id);
      return { ...rest, platformId };
    },
  };
  const diagnosis = healthySender();
  const deps: ChatDeps = {
    transact: memory.transact,
    clock,
    logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
    policy,
    tenantId: guid(9),
    platform,
    files: {
      download: async ({ url }) => {
        const file = files.get(url);
        if (file) return file;
        throw new SendpassError({ code: 'file-gone', kind: 'invalid', advice: 'Attach it once more.' });
      },
    },
    directory: {
      findByAddress: async () => undefined,
      findByDisplayName: async () => [],
      isMember: async () => false,
      members: async () => [],
      maxSecretLifetime: async () => null,
    },
    azure: {
      listDomains: async () => [
        {
          name: 'mail.contoso.com',
          resourceId: desired.domainResourceId,
          acsResourceId: desired.acsResourceId,
          azureManaged: false,
          verified: { Domain: true, SPF: true, DKIM: true, DKIM2: true },
        },
      ],
    },
    vault: { name: 'sp-prod', get: async () => new Secret('planted~secret~value') },
    mailRelay: {
      endpoint: (relay) => endpoints[relay],
      tokenRequest: () => ({ endpoint: 'https://login.test/token', scope: 'https://mail.test/.default' }),
    },
    diagnosis,
    productName: 'Sendpass',
  };
  const receive = createReceive(deps);
  const showCards = createShowCards(deps);
  const room = {
    ...memory,
    clock,
    deps,
    posts,
    files,
    broken,
    /** Everything that is stored, for looking. */
    get stored() {
      const { audit, jobs, ...maps } = memory.tables();
      const rows = Object.entries(maps).map(([name, map]) => [name, [...(map as Map<string, unknown>).values()]]);
      return { audit, jobs, ...Object.fromEntries(rows) } as Stored;
    },
    receive,
    /** Runs the waiting jobs of chat until none is left; a second passes between rounds. */
    async work(): Promise<void> {
      for (let round = 0; round < 50; round++) {
        const { jobs } = memory.tables();
        const index = jobs.findIndex((each) => each.job.name === 'show-card' || each.job.name === 'handle-message');
        if (index < 0) return;
        const [{ job } = jobs[0]!] = jobs.splice(index, 1);
        if (job.name === 'show-card') await showCards(job.data);
        if (job.name === 'handle-message') await handleMessage(deps, job.data);
        clock.at += 1000;
      }
      throw new Error('the jobs never end');
    },
    at: (place: string) => posts.filter((each) => each.place === place),
    click: (actor: Person, action: string, values: Record<string, string>, more: object = {}) =>
      receive(arrived(actor, { type: 'action', action, values, messageId: null, ...more })),
    submit: (actor: Person, action: string, values: Record<string, string>) =>
      receive(arrived(actor, { type: 'submit-dialog', action, values })),
    open: (actor: Person, action: string, values: Record<string, string>) =>
      receive(arrived(actor, { type: 'open-dialog', action, values, messageId: null })),
    say: async (actor: Person, text: string, place?: string) => {
      await receive(arrived(actor, { type: 'message', text }, place));
      await room.work();
    },
  };
  return room;
}

const personal = (id: string) => ({
  platform: 'teams' as const,
  kind: 'personal' as const,
  name: 'x',
  personId: id,
  platformId: `chat-${id[0]}`,
  state: 'ok' as const,
  reference: { conversationId: `chat-${id[0]}` },
});

/** A form as the owner sends it. */

/** As the adapters say it: a word in a channel says nothing about whether it can be written to. */
function stateSeen(type: Arrived['input']['type']): Pick<Arrived['conversation'], 'state'> {
  if (type === 'removed') return { state: 'unreachable' };
  return type === 'installed' ? { state: 'ok' } : {};
}

let deliveries = 1;
/** Channel places start with `#`; the default is the actor's own chat. */
export const arrived = (actor: Person, input: unknown, place?: string): Arrived => ({
  platform: 'teams',
  deliveryId: `d${deliveries++}`,
  actor,
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  input: input as Arrived['input'],
  conversation:
    place === undefined
      ? personal(actor.id)
      : {
          platform: 'teams',
          kind: 'channel',
          name: place.slice(1),
          personId: null,
          platformId: place,
          ...stateSeen((input as Arrived['input']).type),
          reference: { conversationId: place },
        },
});
