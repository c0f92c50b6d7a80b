/**
 * What can be wrong with something that was proven, as codes of tasks. What a person removed after the proof is never put back by
 * itself, so each of them asks a person.
 */
export const lostCodes = [
  'removed-by-person',
  'consent-withdrawn',
  'exchange-mailbox-deleted',
  'exchange-access-removed',
  'exchange-access-widened',
  'exchange-smtp-auth-off',
  'exchange-log-in-blocked',
] as const;
export type LostCode = (typeof lostCodes)[number];

/** `says`: one sentence for the owner and for whoever mends it. */
export type Lost = { code: LostCode; says: string };

export const isLost = (code: string | null): boolean => lostCodes.some((each) => each === code);
