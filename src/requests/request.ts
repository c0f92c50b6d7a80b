import type { Terms } from '../policy/terms.ts';
import type { Desired, RelayId } from '../senders/sender.ts';
import type { PlanLine } from '../provisioning/plan-line.ts';
import type { Course } from './course.ts';

export type RequestState = 'pending' | 'approved' | 'denied' | 'withdrawn' | 'expired';

/** One thing that was checked before the card went out. `unknown` is said, never hidden. */
export type Verdict = {
  result: 'ok' | 'attention' | 'unknown';
  text: string;
  /** A reader could take the name for somebody's: a rule of the policy may ask more people then. */
  risk?: 'impersonation';
};

export type Decision = { by: string; at: Date; verdict: 'approved' | 'denied'; reason: string | null; version: number };

/** What it moves from, as it was when it was asked for, and why in one line. */
export type Move = { why: string; from: { relay: RelayId; address: string; desiredHash: string } };

export type MailRequest = {
  id: string;
  senderId: string;
  kind: 'new-sender' | 'retire' | 'migrate' | 'restart';
  state: RequestState;
  /** Counts up with every edit; a decision names the version it saw. */
  version: number;
  desired: Desired;
  desiredHash: string;
  /** What converge would do, as shown on the card. */
  plan: PlanLine[];
  verdicts: Verdict[];
  /** Set where a sender moves to another relay: `desired` is then what the new route is to be. */
  move: Move | null;
  submittedBy: string;
  /** Everybody who ever edited it: none of them may decide. */
  editedBy: string[];
  submittedAt: Date;
  expiresAt: Date;
  decision: Decision | null;
  /** The rules it was made under. They stay, whatever becomes of the policy. */
  terms: Terms;
  /** Approvals, questions and answers, what approvers changed. */
  course: Course;
};
