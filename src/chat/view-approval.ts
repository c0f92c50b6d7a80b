import type { PolicyChange } from '../policy/diff-policy.ts';
import type { ChangeableField } from '../requests/approve-changed.ts';

/** Something a person said, for a card. */
export type Said = { by: string; at: Date; text: string };

export type ApprovalFacts = {
  stages: {
    name: string;
    quorum: number;
    approved: { by: string; at: Date }[];
    state: 'done' | 'now' | 'later';
    /** Which rules asked for it. */
    because: string[];
    /** Who can still decide, by name; null where a group is involved, whose members only the directory knows. */
    waitsFor: string[] | null;
  }[];
  /** Agreed, and kept from taking effect. */
  held: { until: Date; freeze: string } | null;
  /** Freezes that lie in the time there is to decide. */
  freezes: { name: string; from: Date; until: Date }[];
  escalatedAt: Date | null;
  thread: { no: number; question: Said; answer: Said | null }[];
  changes: { by: string; at: Date; field: ChangeableField; from: string; to: string }[];
  /** Whoever approves signs in first: the button opens a window, where a link can be pressed. */
  signInFirst?: boolean;
  /** Whoever asked may ask again from then on; null = now. */
  nudgeFrom: Date | null;
};

/** Views of what comes between a request and its decision. */
export type ApprovalViews =
  /** A question of an approver: to whoever asked for the sender, and with its answer back to the approver. */
  | {
      view: 'question';
      requestId: string;
      no: number;
      appName: string;
      address: string;
      question: Said;
      answer: Said | null;
      /** This reader can answer now. */
      mayAnswer: boolean;
      /** The request waits for nobody any more. */
      closed: boolean;
    }
  | { view: 'question-form'; requestId: string; appName: string; error: string | null; text: string }
  | {
      view: 'answer-form';
      requestId: string;
      no: number;
      appName: string;
      question: Said;
      error: string | null;
      text: string;
    }
  /** What the policy lets an approver change, with the values as they are. */
  | {
      view: 'approve-change-form';
      requestId: string;
      version: number;
      appName: string;
      domain: string;
      fields: ChangeableField[];
      values: Record<string, string>;
      errors: { field: string; message: string }[];
      lifetimes: { value: string; title: string }[];
    }
  /** What waits for a decision, in one message; `by`: whoever asked for it asks again. */
  | {
      view: 'reminder';
      by: { by: string; at: Date } | null;
      requests: {
        requestId: string;
        appName: string;
        address: string;
        askedBy: string;
        submittedAt: Date;
        expiresAt: Date;
        state: 'pending' | 'held' | 'approved' | 'denied' | 'withdrawn' | 'expired';
        /** What it still lacks, in a few words. */
        lacks: string;
      }[];
    }
  /** A link to sign in before the click is made again. */
  | { view: 'step-up'; what: 'approve' | 'reveal'; appName: string; url: string }
  | {
      view: 'policy-change';
      at: Date;
      changes: PolicyChange[];
      /** Requests that wait and keep the rules they were made under. */
      waiting: number;
    };
