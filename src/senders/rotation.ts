/**
 * One change of a sender's secret. The new credential is made beside the current one; the old ones go when the places have it, or first,
 * where they leaked.
 */
export type Rotation = {
  id: string;
  senderId: string;
  routeId: string;
  /** The new credential: its row is committed with this one, before anything is made. */
  credentialId: string;
  /** Credentials that go, by id: all that could log in when it began. */
  removes: string[];
  /** Leaked: what could send goes before the new secret is made. Otherwise nothing goes before the new one is proven. */
  oldFirst: boolean;
  state:
    /** The new secret is being made and proven. */
    | 'issuing'
    /** Both work: the places get the new one. */
    | 'overlap'
    /** The pointer is switched; the old ones go. */
    | 'removing'
    /** Called off: the new one goes. */
    | 'cancelling'
    | 'done'
    | 'cancelled';
  startedBy: string;
  startedAt: Date;
  provenAt: Date | null;
  /** ISO 8601: the old ones go so long after the proof although places are open. Null: only a person, or the last tick, removes them. */
  removeAfter: string | null;
  /** When the old keys were gone from Entra; the proof that they are refused follows. */
  keysGoneAt: Date | null;
  /** When the new password may have been asked for: from then on a look comes before a repeat. */
  intendedAt: Date | null;
  /** A sentence for the card while it waits, and its code. */
  reason: string | null;
  reasonCode: string | null;
};

export const endedRotations: readonly Rotation['state'][] = ['done', 'cancelled'];

/** A sender that may not send, because somebody said so. Nobody re-arms it without a decision. */
export type Stop = {
  id: string;
  senderId: string;
  by: string;
  at: Date;
  /** `stopping` until a log-in was refused; `over` once a decision let it start again, or it was retired. */
  state: 'stopping' | 'refused' | 'over';
  /** Since when no log-in is taken and no token given. */
  refusedAt: Date | null;
  reason: string | null;
  reasonCode: string | null;
};
