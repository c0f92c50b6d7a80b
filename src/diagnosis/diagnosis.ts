import type { RelayId } from '../senders/sender.ts';
import type { CauseId } from './causes.ts';

/** What Sendpass can look at while somebody waits. `text`: what was pasted, held against what the sender is. */
export type CheckId =
  | 'text'
  | 'application'
  | 'principal'
  | 'secret'
  | 'role'
  | 'consent'
  | 'exchange-access'
  | 'mailbox'
  | 'smtp-username'
  | 'mail-from'
  | 'domain'
  | 'records'
  | 'quota'
  | 'name'
  | 'reach'
  | 'token'
  | 'claims'
  | 'log-in';

/** `unknown`: it could not be looked at, or not in time. Never good news. */
export type Finding = {
  check: CheckId;
  state: 'good' | 'bad' | 'unknown';
  /** What was seen, a sentence. */
  says: string;
  /** Belongs to the sentence; shown in the reader's zone. */
  at?: Date;
  /** What a bad one means. */
  cause?: CauseId;
};

/** One family of error texts. */
export type Problem = {
  id: string;
  /** What the text says, in a few words. */
  title: string;
  /** The first row that matches is it: special rows stand above general ones. Codes; prose only where the vendor gives nothing else. */
  matches: RegExp[];
  /** Likely causes, the likeliest first when nothing else is known; those that cannot be a found sender's are left out. */
  causes: CauseId[];
  /** Which looks tell the causes apart. */
  checks: CheckId[];
  /** Whose words these are: a relay's own, or words that any of them says (`relay`). */
  from: RelayId | 'relay' | 'entra' | 'connection' | 'recipient';
  source: string;
};

export type Verdict = {
  /** The likeliest, then what is not ruled out. */
  causes: CauseId[];
  /** The first was seen, not guessed. */
  confirmed: boolean;
};
