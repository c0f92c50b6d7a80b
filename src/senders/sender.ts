import type { ClientId } from '../clients/client-id.ts';

/** Mail services a sender can use. What depends on the relay is data in src/relays, not branches. */
export type RelayId = 'acs' | 'exchange';

/** What a person asks for whatever the relay. */
export type Wish = {
  appName: string;
  purpose: string;
  localPart: string;
  domain: string;
  displayName: string;
  recipients: 'internal' | 'external';
  perHour: number;
  perDay: number;
  /** ISO 8601, e.g. P6M. */
  lifetime: string;
  client: ClientId;
  places: string[];
  /** Person ids; the first is who asked. */
  owners: string[];
  onBehalfOf: string | null;
  delivery: 'reveal' | 'vault';
};

export type AcsDesired = Wish & {
  relay: 'acs';
  /** ARM id of the ACS resource the domain is linked to, chosen when the form was checked. */
  acsResourceId: string;
  /** ARM id of the domain (…/emailServices/x/domains/y). */
  domainResourceId: string;
  /** Short SMTP username for clients that cannot hold the long one, else null. */
  smtpUsername: string | null;
};

export type ExchangeDesired = Wish & {
  relay: 'exchange';
  /** How sending is allowed: by a role in a scope of its own, or by permissions on the mailbox (facts/azure §7.2). */
  access: 'app-rbac' | 'classic';
  /** Addresses of the mailboxes it may send as; the first is localPart@domain, which it logs in as. */
  mailboxes: string[];
  /** A mailbox it must be refused for: the negative proof. Null: none is known, and the card says so. */
  outsideMailbox: string | null;
};

/** The desired state of a sender, after the form was checked: word for word what was approved. */
export type Desired = AcsDesired | ExchangeDesired;

export type SenderState =
  /** Asked for, not decided. */
  | 'requested'
  /** Approved; converge is at work (waiting included: the steps say for what). */
  | 'setting-up'
  /** Converge cannot go on until a task is done. */
  | 'needs-person'
  /** Proven by a log-in. */
  | 'ready'
  /** Stopped by what a person did to its resources, or by Stop. */
  | 'stopped'
  /** Being removed: cancelled while setting up, or retired. */
  | 'removing'
  | 'cancelled'
  | 'retired'
  /** Denied, withdrawn or expired before anything was made. */
  | 'closed';

export type Sender = {
  id: string;
  name: string;
  owners: string[];
  state: SenderState;
  desired: Desired;
  /** Hash of `desired`: an approval binds it. */
  desiredHash: string;
  /** The last one a route was given: counts up with each move and each new life, so that names never collide with remains. */
  generation: number;
  requestId: string;
  /** Absent = converge removes everything. */
  wanted: 'present' | 'absent';
  provenAt: Date | null;
  installedAt: Date | null;
  revealCount: number;
  createdAt: Date;
  /** Compare-and-set. */
  version: number;
};

/** One way for a sender to send. Moving between relays is two routes side by side. */
export type Route = {
  id: string;
  senderId: string;
  relay: RelayId;
  /** Stands in the names of everything made for it: two routes of a sender never meet in a name. */
  generation: number;
  state: 'making' | 'proven' | 'removing' | 'removed';
  /** What this route is to be; the sender's own `desired` is that of its main route. */
  desired: Desired;
  /** The request whose approval it stands on. */
  requestId: string;
  /** `next` = made and proven beside the main one, until the places have been moved; `former` = what was moved away from. */
  role: 'main' | 'next' | 'former';
};

export type ResourceKind =
  | 'application'
  | 'principal'
  | 'consent'
  | 'role'
  | 'secret'
  | 'mail-from'
  | 'smtp-username'
  | 'exchange-access';
/** What converge does besides resources; shown in the same progress list. */
export type StepKind = ResourceKind | 'log-in' | 'test-mail';

/** One object Sendpass made in someone else's system, or one proof. `name` is computed before it is made. */
export type Step = {
  routeId: string;
  kind: StepKind;
  name: string;
  state: 'planned' | 'intended' | 'waiting' | 'done' | 'needs-person' | 'removing' | 'removed';
  /** Vendor's id once known: object id, ARM id, key id. */
  externalId: string | null;
  /** Further ids a later step needs (appId, principalId). No secrets. */
  facts: Record<string, string>;
  /** A sentence for the card while waiting or when a person is needed. */
  reason: string | null;
  /** Stable error code behind `reason`. */
  reasonCode: string | null;
  intendedAt: Date | null;
  doneAt: Date | null;
  /** How long the step took from its first attempt. */
  tookMs: number | null;
};

/** One generation of a sender's client secret. */
export type Credential = {
  id: string;
  routeId: string;
  no: number;
  /** Stands in the password's displayName (`sendpass:<operationId>`): strays are found by it. */
  operationId: string;
  keyId: string | null;
  vaultName: string;
  vaultVersion: string | null;
  endsAt: Date;
  state: 'intended' | 'stored' | 'current' | 'removing' | 'removed';
  /** Which of the places have it, as their owners say. */
  placesDone: { place: string; by: string; at: string }[];
};
