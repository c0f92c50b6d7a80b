import type { Blast } from './view-life.ts';
import type { Who } from '../diagnosis/cause.ts';
import type { CheckId } from '../diagnosis/diagnosis.ts';

/** Views of "what broke?" and of "I leaked it". */
export type DiagnosisViews =
  /** What a pasted error means, and what was seen about the sender a moment ago. */
  | {
      view: 'diagnosis';
      /** What the text says, in a few words. */
      problem: string;
      known: boolean;
      /** Null: from the text alone. */
      appName: string | null;
      senderId: string | null;
      what: string;
      who: Who;
      fix: string;
      certainty: 'seen' | 'likely' | 'unknown';
      /** What else it could be. */
      others: string[];
      checks: { check: CheckId; state: 'good' | 'bad' | 'unknown'; says: string; at: Date | null }[];
      notes: string[];
      /** What was pasted held something that looked like a secret. */
      leaked: boolean;
      button:
        | { does: 'test-mail' }
        | { does: 'retire' }
        | { does: 'reveal'; token: string }
        | { does: 'task'; taskId: string }
        | { does: 'hand-over' }
        | { does: 'choose'; problem: string }
        | { does: 'again'; problem: string }
        | { does: 'request' }
        | null;
      /** The reader may say that it leaked: of this sender, or of one they choose. */
      mayReportLeak: boolean;
    }
  /** Dialog: whose secret leaked. */
  | { view: 'leaked-form'; choices: { value: string; title: string }[] }
  | {
      view: 'confirm-leaked';
      senderId: string;
      appName: string;
      /** Who saw the secret, the last first. */
      seenBy: { by: string; at: Date }[];
      blast: Blast;
    }
  /** Dialog: which sender the error is about. */
  | { view: 'diagnosis-form'; problem: string; senderId: string; choices: { value: string; title: string }[] };
