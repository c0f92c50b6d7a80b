import { plainTerms } from '../../src/policy/terms.ts';
import { newCourse } from '../../src/requests/course.ts';
import type { Card } from '../../src/chat/port-chat-store.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import type { MailIntent } from '../../src/provisioning/port-mail-intents.ts';
import type { Task } from '../../src/provisioning/task.ts';
import type { MailRequest } from '../../src/requests/request.ts';
import type { AcsDesired, Credential, Route, Sender, Step } from '../../src/senders/sender.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Job, JobHandlers } from '../../src/shared/port-jobs.ts';
import type { Logger } from '../../src/shared/port-logger.ts';

// Rows with every field filled, each its own.

export const at = new Date('2026-11-24T10:42:00.123Z');

export const desired = (over: Partial<AcsDesired> = {}): AcsDesired => ({
  appName: 'Billing',
  purpose: 'Invoices',
  relay: 'acs',
  localPart: newId(),
  domain: 'mail.contoso.com',
  displayName: 'Contoso "Billing"',
  recipients: 'external',
  perHour: 40,
  perDay: 600,
  lifetime: 'P6M',
  client: 'php',
  places: ['web-02', 'printer 3rd floor'],
  owners: ['ann'],
  onBehalfOf: null,
  delivery: 'reveal',
  acsResourceId: '/subscriptions/s/acs',
  domainResourceId: '/subscriptions/s/domain',
  smtpUsername: null,
  ...over,
});

export const sender = (over: Partial<Sender> = {}): Sender => {
  const id = newId();
  return {
    id,
    name: `Billing ${id}`,
    owners: ['ann', 'ben'],
    state: 'requested',
    desired: desired(),
    desiredHash: 'hash',
    generation: 1,
    requestId: newId(),
    wanted: 'present',
    provenAt: null,
    installedAt: at,
    revealCount: 0,
    createdAt: at,
    version: 1,
    ...over,
  };
};

export const request = (over: Partial<MailRequest> = {}): MailRequest => ({
  id: newId(),
  senderId: newId(),
  kind: 'new-sender',
  state: 'pending',
  version: 1,
  desired: desired(),
  desiredHash: 'hash',
  plan: [{ change: 'make', what: 'app registration' }],
  move: null,
  verdicts: [{ result: 'unknown', text: 'directory not readable' }],
  submittedBy: 'ann',
  editedBy: ['ann'],
  submittedAt: at,
  expiresAt: new Date(at.getTime() + 1000),
  decision: null,
  terms: plainTerms,
  course: newCourse(at),
  ...over,
});

export const route = (senderId: string): Route => ({
  id: newId(),
  senderId,
  relay: 'acs',
  generation: 1,
  state: 'making',
  desired: desired(),
  requestId: newId(),
  role: 'main',
});

export const step = (routeId: string, kind: Step['kind'] = 'application'): Step => ({
  routeId,
  kind,
  name: `sendpass-${routeId}`,
  state: 'waiting',
  externalId: null,
  facts: { appId: 'a' },
  reason: 'Entra has not replicated it yet',
  reasonCode: 'not-replicated',
  intendedAt: at,
  doneAt: null,
  tookMs: 812.5,
});

export const credential = (routeId: string, no = 1): Credential => ({
  id: newId(),
  routeId,
  no,
  operationId: newId(),
  keyId: null,
  vaultName: 'sendpass-x-1',
  vaultVersion: null,
  endsAt: at,
  state: 'intended',
  placesDone: [],
});

export const task = (over: Partial<Task> = {}): Task => ({
  id: newId(),
  senderId: newId(),
  generation: 1,
  code: 'mailfrom-quota',
  title: 'Raise the quota',
  why: 'Extra addresses are refused',
  script: '# az …',
  state: 'open',
  openedAt: at,
  doneBy: null,
  ...over,
});

export const mailIntent = (over: Partial<MailIntent> = {}): MailIntent => ({
  id: newId(),
  senderId: newId(),
  routeId: null,
  to: 'ann',
  toAddress: 'ann@contoso.com',
  messageId: '<x@sendpass>',
  state: 'intended',
  reason: null,
  askedBy: 'ann',
  createdAt: at,
  sentAt: null,
  ...over,
});

export const interaction = (text: string): Interaction => ({
  platform: 'teams',
  deliveryId: newId(),
  actor: { id: 'ann', name: 'Ann', entraObjectId: 'ann', tenantId: 't', email: null },
  conversation: { id: 'c', platform: 'teams', kind: 'personal', name: 'Ann', personId: 'ann' },
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  input: { type: 'message', text },
});

export const personalChat = (personId: string, reference: Record<string, string> = { serviceUrl: 'https://x' }) => ({
  platform: 'teams' as const,
  platformId: newId(),
  kind: 'personal' as const,
  name: '',
  personId,
  reference,
  state: 'ok' as const,
});

export const matter = (senderId: string): Card['matter'] => ({ about: 'sender', senderId, show: 'progress' });

export const converge = (key: string): Job => ({ name: 'converge', key, data: { senderId: key } });

const nothing = async (): Promise<void> => undefined;

/** All jobs do nothing but those that are given. */
export const handlers = (over: Partial<JobHandlers>): JobHandlers => ({
  converge: nothing,
  'show-card': nothing,
  'handle-message': nothing,
  'test-mail': nothing,
  sweep: nothing,
  watch: nothing,
  'watch-sender': nothing,
  'expire-requests': nothing,
  'approval-clock': nothing,
  'see-approvers': nothing,
  'announce-policy': nothing,
  tidy: nothing,
  ...over,
});

export const quiet: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
