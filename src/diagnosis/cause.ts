import type { CheckId } from './diagnosis.ts';

export type Who = 'owner' | 'entra-admin' | 'azure-admin' | 'exchange-admin' | 'network' | 'recipient' | 'nobody';

/** What there is to press, where the reader and the state of the sender allow it. */
export type Remedy = 'reveal' | 'retire' | 'task' | 'test-mail' | null;

export type Cause = {
  /** What is wrong. */
  what: string;
  who: Who;
  /** The one thing to do. */
  fix: string;
  remedy: Remedy;
  /** A good answer of one of these rules it out. */
  ruledOutBy: CheckId[];
};
