import { sql } from 'kysely';
import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Line } from './backup-file.ts';
import type { Engine } from './engine.ts';
import { jobNames } from './job-queues.ts';
import { bossIn } from './jobs.ts';
import { tablesOf } from './save-rows.ts';
import type { Tx } from './schema.ts';

const batch = 500;
const jobShape = z.object({
  name: z.enum(jobNames),
  key: z.string(),
  data: z.record(z.string(), z.unknown()),
  startAfter: z.string(),
});
const sequenceShape = z.object({ name: z.string(), value: z.number() });

/** All or nothing, into a database nobody has used: `lines` may still turn out to be damaged at its end. */
export async function loadRows(
  { db }: Engine,
  boss: PgBoss,
  { lines, now }: { lines: AsyncIterable<Line>; now: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const plain = tx.withoutPlugins();
    await refuseUsed(plain);
    const tables = await tablesOf(plain);
    // What a first start puts there; audit events are none, and could not be removed.
    for (const name of tables.toReversed())
      if (name !== 'audit_events') await sql`delete from ${sql.table(name)}`.execute(plain);
    let [table, rows] = ['', [] as string[]];
    const flush = async (): Promise<void> => {
      if (rows.length > 0) await insert(plain, table, rows);
      rows = [];
    };
    for await (const { kind, json } of lines) {
      if (kind !== table || rows.length >= batch) await flush();
      table = kind;
      if (kind === '#sequence') await setSequence(plain, json);
      else if (kind === '#job') await addJob(tx, boss, json, now);
      else if (tables.includes(kind)) rows.push(json);
      else throw other(`It has a table ${kind}, which this release does not know.`);
    }
    await flush();
  });
}

async function refuseUsed(tx: Tx): Promise<void> {
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from people) or exists (select from senders) or exists (select from audit_events) as used`.execute(
    tx,
  );
  if (!rows[0]?.used) return;
  throw new SendpassError({
    code: 'database-not-empty',
    kind: 'needs-person',
    advice:
      'There is something in this database already, and nothing is written over. Name an empty one, or an unused folder.',
  });
}

/** Columns that the database computes itself are left to it. */
async function insert(tx: Tx, table: string, rows: string[]): Promise<void> {
  const found = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`.execute(
    tx,
  );
  const columns = sql.join(found.rows.map(({ name }) => sql.ref(name)));
  await sql`
    insert into ${sql.table(table)} (${columns}) overriding system value
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::jsonb)`.execute(
    tx,
  );
}

async function setSequence(tx: Tx, json: string): Promise<void> {
  const { name, value } = sequenceShape.parse(JSON.parse(json));
  await sql`select setval(${`public.${name}`}::regclass, ${value})`.execute(tx);
}

async function addJob(tx: Tx, boss: PgBoss, json: string, now: Date): Promise<void> {
  const { name, key, data, startAfter } = jobShape.parse(JSON.parse(json));
  const wait = Math.max(0, (Date.parse(startAfter) - now.getTime()) / 1000);
  await boss.insert(name, [{ singletonKey: key, data, startAfter: wait }], bossIn(tx));
}

export const other = (why: string): SendpassError =>
  new SendpassError({
    code: 'backup-other-release',
    kind: 'needs-person',
    advice: `This backup was made by another release of Sendpass. ${why} Restore it with that release; then start this one on the database.`,
  });
