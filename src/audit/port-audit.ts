import type { AuditEvent, AuditType, StoredAuditEvent } from './event.ts';

/**
 * Append-only. `append` hands the events to the transaction, which writes them as its last statements, whatever comes after the call:
 * they take the chain's lock, and a lock taken after it could deadlock.
 */
export type Audit = {
  append(...events: AuditEvent[]): Promise<void>;
  list(filter: {
    subject?: string;
    types?: readonly AuditType[];
    afterSeq?: number;
    limit?: number;
  }): Promise<StoredAuditEvent[]>;
};

// How an implementation seals what it appends. Here because an adapter may load nothing of a room but its ports.
export { sealEvent } from './hash-chain.ts';
