import { createHash } from 'node:crypto';
import { assert, dictionary, jsonValue, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredAuditEvent } from '../../../src/audit/event.ts';
import { chainStart, sealEvent, verify } from '../../../src/audit/hash-chain.ts';

const at = new Date('2026-11-24T10:42:00.123Z');

function chain(length: number): StoredAuditEvent[] {
  const events: StoredAuditEvent[] = [];
  for (let no = 0; no < length; no++)
    events.push(
      sealEvent(
        { type: 'request-submitted', actor: 'ann', subject: `no:${no}`, data: { no } },
        events.at(-1) ?? chainStart,
        at,
      ),
    );
  return events;
}

test('a chain verifies, and so does a part of it that begins where the last one ended', () => {
  const events = chain(5);
  const head = { seq: 5, hash: events[4]!.hash };
  expect(verify(events)).toEqual({ ok: true, head });
  expect(verify(events.slice(2), { from: events[1]!, until: head })).toEqual({ ok: true, head });
  expect(verify([])).toEqual({ ok: true, head: chainStart });
});

test('an auditor can recompute a hash with the written rule alone', () => {
  const event = sealEvent(
    { type: 'task-done', actor: 'ann', subject: 'sender:x', data: { b: [1, null], a: 'ü"' } },
    chainStart,
    at,
  );
  const words = `["${'0'.repeat(64)}",1,"2026-11-24T10:42:00.123Z","task-done","ann","sender:x",{"a":"ü\\"","b":[1,null]}]`;
  expect(event.hash).toBe(createHash('sha256').update(words).digest('hex'));
});

test.each([
  [
    'content',
    3,
    (events: StoredAuditEvent[]) => events.map((each) => (each.seq === 3 ? { ...each, actor: 'ben' } : each)),
  ],
  ['content', 3, (events: StoredAuditEvent[]) => events.map((each) => (each.seq === 3 ? { ...each, data: {} } : each))],
  ['gap', 3, (events: StoredAuditEvent[]) => events.filter((each) => each.seq !== 3)],
  [
    'link',
    4,
    (events: StoredAuditEvent[]) => [
      ...events.slice(0, 2),
      sealEvent(events[2]!, { seq: 2, hash: events[1]!.hash }, new Date(0)),
      ...events.slice(3),
    ],
  ],
  ['end', 4, (events: StoredAuditEvent[]) => events.slice(0, 4)],
] as const)('what was tampered with is found: %s at %i', (why, seq, tamper) => {
  const events = chain(5);
  expect(verify(tamper(events), { until: { seq: 5, hash: events[4]!.hash } })).toEqual({ ok: false, seq, why });
});

test('an event verifies after its way through a database that keeps no order of keys', () => {
  assert(
    property(dictionary(string(), jsonValue()), (data) => {
      const sealed = sealEvent({ type: 'request-edited', actor: 'ann', subject: 's', data }, chainStart, at);
      const stored: Record<string, unknown> = JSON.parse(JSON.stringify(sealed.data));
      const reversed = Object.fromEntries(Object.entries(stored).toReversed());
      expect(verify([{ ...sealed, data: reversed }])).toMatchObject({ ok: true });
    }),
  );
});
