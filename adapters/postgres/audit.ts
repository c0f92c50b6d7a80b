import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import type { AuditEvent } from '../../src/audit/event.ts';
import type { Audit } from '../../src/audit/port-audit.ts';
import { sealEvent } from '../../src/audit/port-audit.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { clean, json } from './rows.ts';
import type { Database, Tx } from './schema.ts';

export type BufferedAudit = { audit: Audit; writeAudit: () => Promise<void> };

/**
 * `append` only keeps the events; `writeAudit` is the last thing the transaction does. It locks the chain's head until the commit, so two
 * transactions that lock other things in opposite order still meet here last and cannot deadlock.
 */
export function auditIn(tx: Tx, clock: Pick<Clock, 'now'>): BufferedAudit {
  const events: AuditEvent[] = [];
  return {
    audit: {
      append: async (...more) => void events.push(...more),
      list({ subject, types, afterSeq = 0, limit = 1000 }) {
        let found = tx.selectFrom('auditEvents').selectAll().where('seq', '>', afterSeq).orderBy('seq').limit(limit);
        if (subject !== undefined) found = found.where('subject', '=', subject);
        // Literals, not parameters: only then is a partial index over types of use.
        if (types !== undefined)
          found = found.where(sql<boolean>`type in (${sql.join(types.map((type) => sql.lit(type)))})`);
        return found.execute();
      },
    },
    writeAudit: async () => {
      if (events.length > 0) await write(tx, events, clock.now());
    },
  };
}

async function write(tx: Tx, events: AuditEvent[], at: Date): Promise<void> {
  let head = await tx.selectFrom('auditHead').select(['seq', 'hash']).forUpdate().executeTakeFirstOrThrow();
  const rows: Insertable<Database['auditEvents']>[] = [];
  for (const event of events) {
    // Sealed as it will be stored, or the stored event would not give its own hash.
    const data: AuditEvent['data'] = JSON.parse(json(event.data));
    const sealed = sealEvent({ ...clean(event), data }, head, at);
    rows.push({ ...sealed, data: json(data) });
    head = { seq: sealed.seq, hash: sealed.hash };
  }
  // One statement: everybody who writes audit waits for this lock, so each round trip under it counts.
  await tx
    .with('written', (it) => it.insertInto('auditEvents').values(rows))
    .updateTable('auditHead')
    .set(head)
    .execute();
}
