import type { Credential } from './sender.ts';

/** The generation a sender sends with: `stored` only in the moment between vault and proof, which a ready sender has behind it. */
export const inUse = (credentials: readonly Credential[]): Credential | undefined =>
  credentials.findLast((each) => each.state === 'current') ?? credentials.findLast((each) => each.state === 'stored');
