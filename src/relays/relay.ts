import type { Desired, RelayId, ResourceKind, StepKind } from '../senders/sender.ts';

export type Volume = { recipients: 'internal' | 'external'; perHour: number; perDay: number };

/** `no` = refused on the form; `attention` = possible, but whoever decides has to know. */
export type Carries = { result: 'ok' | 'attention' | 'no'; text: string };

/**
 * A mail service as data. Adding one = its resource kinds (src/provisioning/kinds), its edges here, a form section (src/requests/form-sections),
 * limits. What differs between relays stands in this type and nowhere else: no other file asks which relay it is.
 */
export type Relay = {
  id: RelayId;
  title: string;
  /** When the vendor ends it, and what people are told about it. */
  ends: { on: Date; notice: string } | null;
  limits: {
    perMinute: number;
    perHour: number;
    recipientsPerMail: number;
    bytesPerMail: number;
    connections: number;
    /** Who shares them: every sender of the subscription, or one mailbox alone. */
    sharedBy: 'subscription' | 'mailbox';
  };
  /**
   * Does its application ask for the Entra permission SMTP.SendAsApp, which an administrator has to consent to?
   */
  asksConsent(desired: Desired): boolean;
  /**
   * How a client logs in, and with it how the log-in is proven and what the owner pastes: a user name with the secret as password, or an
   * access token for the mailbox that the client gets with the secret.
   */
  login: 'password' | 'oauth';
  /**
   * Names under `_domainkey` of the sender's domain where the keys stand that its mail is signed with, as far as only DNS says whether they are
   * there. None: the relay itself says so.
   */
  dkim: readonly string[];
  /** May one sender have further mailboxes to send as? */
  severalMailboxes: boolean;
  /** Which steps each step waits for. A step that is not wanted counts as done. */
  edges: Partial<Record<StepKind, readonly StepKind[]>>;
  /** The wanted steps, in the order people read them. */
  steps(desired: Desired): StepKind[];
  /** The order of removal: what could still send goes first, what others hang on goes last. */
  removal: readonly ResourceKind[];
  /** Can it carry this? Limits as far as Sendpass knows them. */
  canCarry(volume: Volume): Carries;
  /** What a thief of the credential could do: the approver decides with this before their eyes. */
  ifStolen(desired: Desired): string;
  /** What it says when it refuses a log-in for longer than usual: where to look. */
  whereToLook(desired: Desired): string;
  /** How long after the last of its steps a refused log-in is nothing unusual, and what is said meanwhile. */
  settling: { ms: number; says: string; thenAsk: boolean };
  /** What the client logs in as: the user name, or the mailbox. */
  loginName(desired: Desired, ids: { appId: string; tenantId: string }): string;
};
