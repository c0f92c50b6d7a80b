import { createHash } from 'node:crypto';
import type { AuditEvent, StoredAuditEvent } from './event.ts';

/** What the first event names as its predecessor. */
export const chainStart = { seq: 0, hash: '0'.repeat(64) };

/** The end of a chain: enough to append to it, and to notice later that its end was cut off. */
export type ChainHead = { seq: number; hash: string };

/**
 * The event with its place in the chain. `hash` is SHA-256, hex, over the canonical JSON array
 * [previousHash, seq, at as ISO 8601 in UTC with milliseconds, type, actor, subject, data]: any program can recompute it offline.
 */
export function sealEvent(event: AuditEvent, head: ChainHead, at: Date): StoredAuditEvent {
  // As it comes back from jsonb: no undefined, dates as text. Otherwise the stored event would not give its own hash.
  const data: Record<string, unknown> = JSON.parse(JSON.stringify(event.data));
  const sealed = { ...event, data, seq: head.seq + 1, at, previousHash: head.hash };
  return { ...sealed, hash: hashOf(sealed) };
}

export type Verdict =
  | { ok: true; head: ChainHead }
  | { ok: false; seq: number; why: 'gap' | 'link' | 'content' | 'end' };

/**
 * Checks events in the order of `seq`. `from` is the head before the first of them (a part of a chain), `until` the head that was noted
 * elsewhere: without it a chain whose last events were cut off still verifies.
 */
export function verify(
  events: readonly StoredAuditEvent[],
  { from = chainStart, until }: { from?: ChainHead; until?: ChainHead } = {},
): Verdict {
  let head = from;
  for (const event of events) {
    const { seq, hash, previousHash } = event;
    if (seq !== head.seq + 1) return { ok: false, seq: head.seq + 1, why: 'gap' };
    if (previousHash !== head.hash) return { ok: false, seq, why: 'link' };
    if (hash !== hashOf(event)) return { ok: false, seq, why: 'content' };
    head = { seq, hash };
  }
  if (until && (until.seq !== head.seq || until.hash !== head.hash)) return { ok: false, seq: head.seq, why: 'end' };
  return { ok: true, head };
}

const hashOf = ({ previousHash, seq, at, type, actor, subject, data }: Omit<StoredAuditEvent, 'hash'>): string =>
  createHash('sha256')
    .update(canonical([previousHash, seq, at.toISOString(), type, actor, subject, data]))
    .digest('hex');

/** JSON without spaces and with the keys of every object sorted by code unit: jsonb keeps no key order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
