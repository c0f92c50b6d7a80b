import { sql } from 'kysely';
import type { Line } from './backup-file.ts';
import { jobSchema } from './job-queues.ts';
import type { Engine } from './engine.ts';
import type { Tx } from './schema.ts';

const batch = 500;

/** Everything Sendpass knows, as of one moment: rows, counters, and the work that waits or is being done. */
export async function saveRows({ kind, db }: Engine, write: (line: Line) => Promise<void>): Promise<void> {
  // One snapshot, also beside running instances; the embedded database has nobody else.
  const isolated = kind === 'postgres' ? db.transaction().setIsolationLevel('repeatable read') : db.transaction();
  await isolated.execute(async (tx) => {
    const plain = tx.withoutPlugins();
    for (const table of await tablesOf(plain))
      await each(plain, sql`select to_jsonb(t)::text as json from ${sql.table(table)} t`, (json) =>
        write({ kind: table, json }),
      );
    await each(plain, sequences, (json) => write({ kind: '#sequence', json }));
    await each(plain, jobs, (json) => write({ kind: '#job', json }));
  });
}

const sequences = sql`
  select jsonb_build_object('name', sequencename, 'value', last_value)::text as json
  from pg_sequences where schemaname = 'public' and last_value is not null`;

// What is at work is done again elsewhere: every job may be repeated.
const jobs = sql`
  select jsonb_build_object('name', name, 'key', singleton_key, 'data', data, 'startAfter', min(start_after))::text as json
  from ${sql.table(`${jobSchema}.job`)} where state in ('created', 'retry', 'active') and singleton_key is not null
  group by name, singleton_key, data`;

async function each(tx: Tx, query: ReturnType<typeof sql>, work: (json: string) => Promise<void>): Promise<void> {
  await sql`declare backup no scroll cursor for ${query}`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ json: string }>`fetch ${sql.raw(String(batch))} from backup`.execute(tx);
    for (const { json } of rows) await work(json);
    if (rows.length < batch) break;
  }
  await sql`close backup`.execute(tx);
}

/** Ours, without the list of migrations: a table comes after those it refers to. */
export async function tablesOf(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string; after: string[] }>`
    select c.relname as name, coalesce(jsonb_agg(p.relname) filter (where p.relname is not null), '[]') as after
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f' left join pg_class p on p.oid = f.confrelid
    where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'sendpass_migration%'
    group by c.relname order by c.relname`.execute(tx);
  const sorted: string[] = [];
  while (sorted.length < rows.length) {
    const next = rows.filter(
      ({ name, after }) => !sorted.includes(name) && after.every((each) => sorted.includes(each)),
    );
    if (next.length === 0) throw new Error('tables refer to each other in a circle');
    sorted.push(...next.map((row) => row.name));
  }
  return sorted;
}
