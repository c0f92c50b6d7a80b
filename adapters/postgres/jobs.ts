import { sql } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { PgBoss } from 'pg-boss';
import type { Job, Jobs } from '../../src/shared/port-jobs.ts';
import type { Engine } from './engine.ts';
import { jobSchema } from './job-queues.ts';
import { json } from './rows.ts';
import type { Tx } from './schema.ts';

export type Wish = Job & { afterMs: number };
export type BufferedJobs = { jobs: Jobs; writeJobs: () => Promise<Wish[]> };

/** `enqueue` only notes the wish; `writeJobs` writes them near the end of the transaction, each key once and in one order for everybody. */
export function jobsIn(tx: Tx, boss: PgBoss, kind: Engine['kind']): BufferedJobs {
  const wishes = new Map<string, Wish>();
  return {
    jobs: {
      async enqueue(job, afterMs = 0) {
        const id = `${job.name} ${job.key}`;
        const earlier = wishes.get(id);
        if (!earlier || earlier.afterMs > afterMs) wishes.set(id, { ...job, afterMs: Math.max(0, afterMs) });
      },
    },
    async writeJobs() {
      const sorted = [...wishes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, wish]) => wish);
      if (sorted.length > 0) await write(tx, boss, kind, sorted);
      return sorted;
    },
  };
}

/** Its key is a delivery that was accepted for the first time in this transaction: none can be waiting, and a person is. */
const isFirst = ({ name }: Wish): boolean => name === 'handle-message';

async function write(tx: Tx, boss: PgBoss, kind: Engine['kind'], wishes: Wish[]): Promise<void> {
  const again = wishes.filter((wish) => !isFirst(wish));
  if (kind === 'postgres') for (const { name, key } of again) await lockKey(tx, name, key);
  const waiting = again.length > 0 ? await pullForward(tx, again) : new Set();
  const missing = Map.groupBy(
    wishes.filter((wish) => !waiting.has(`${wish.name} ${wish.key}`)),
    (wish) => wish.name,
  );
  for (const [name, group] of missing)
    await boss.insert(
      name,
      group.map(({ key, data, afterMs }) => ({ singletonKey: key, data, startAfter: afterMs / 1000 })),
      bossIn(tx),
    );
}

/** pg-boss within our transaction; without our plugins, which would rename the columns it reads. */
export const bossIn = (tx: Tx): { db: ReturnType<typeof fromKysely> } => ({ db: fromKysely(tx.withoutPlugins()) });

/** Held until the commit: of two transactions that ask for the same job at once, the second finds what the first added. */
export const lockKey = (tx: Tx, name: string, key: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`sendpass-job ${name} ${key}`}, 0))`.execute(tx);

/**
 * A job that waits already is enough. It starts at the earlier of both times, and its row stays locked until our commit: were it fetched before,
 * it would look at the state before our change, and nobody would look again.
 */
async function pullForward(tx: Tx, wishes: Wish[]): Promise<Set<string>> {
  const wanted = json(wishes.map(({ name, key, afterMs }) => ({ name, key, after: afterMs })));
  const { rows } = await sql<{ name: string; key: string }>`
    update ${sql.table(`${jobSchema}.job`)} as job
    set start_after = least(job.start_after, now() + wish.after * interval '1 millisecond')
    from jsonb_to_recordset(${wanted}::jsonb) as wish (name text, key text, after double precision)
    where job.name = wish.name and job.singleton_key = wish.key and job.state < 'active'
      and not job.blocked and job.policy = 'key_strict_fifo'
    returning job.name, job.singleton_key as key`.execute(tx);
  return new Set(rows.map((row) => `${row.name} ${row.key}`));
}
