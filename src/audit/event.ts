/**
 * What the auditor can read. A closed union: a new kind of event is a new line here. `data` never holds a secret; ids, versions,
 * reasons and hashes only. Appended as the last statement of the transaction that does the thing (record before effect for
 * decisions, reveals and removals).
 */
export type AuditType =
  | 'request-submitted'
  | 'request-edited'
  | 'request-withdrawn'
  | 'request-approved'
  | 'request-denied'
  | 'request-expired'
  | 'decision-refused'
  | 'vote-cast'
  | 'request-held'
  | 'request-changed'
  | 'request-escalated'
  | 'request-nudged'
  | 'question-asked'
  | 'question-answered'
  | 'reminder-sent'
  | 'approver-seen'
  | 'policy-changed'
  | 'approvals-channel-set'
  | 'resource-intended'
  | 'resource-made'
  | 'resource-removed'
  | 'credential-issued'
  | 'credential-removed'
  | 'sender-proven'
  | 'sender-stopped'
  | 'sender-restored'
  | 'sender-cancelled'
  | 'sender-retired'
  | 'places-ticked'
  | 'move-cancelled'
  | 'rotation-started'
  | 'rotation-proven'
  | 'rotation-switched'
  | 'rotation-cancelled'
  | 'rotation-done'
  | 'sender-halted'
  | 'halt-proven'
  | 'sender-restarted'
  | 'sender-moved'
  | 'credential-revealed'
  | 'reveal-refused'
  | 'marked-installed'
  | 'test-mail-sent'
  | 'task-opened'
  | 'task-done'
  | 'radar-imported'
  | 'account-link-asked'
  | 'account-linked'
  | 'account-link-suspended'
  | 'account-unlinked'
  | 'sign-in-refused'
  | 'delivery-failed'
  | 'delivery-refused';

export type AuditEvent = {
  type: AuditType;
  /** Person id, or 'sendpass' for what it does by itself. */
  actor: string;
  /**
   * What it is about: 'request:<id>' | 'sender:<id>' | 'task:<id>' | 'conversation:<id>' | 'platform:<name>' | 'account:<key>' |
   * 'person:<id>' | 'policy:<no>' | 'settings'.
   */
  subject: string;
  data: Record<string, unknown>;
};

export type StoredAuditEvent = AuditEvent & { seq: number; at: Date; previousHash: string; hash: string };
