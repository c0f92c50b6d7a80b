import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Queue } from 'pg-boss';
import type { JobName } from '../../src/shared/port-jobs.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Engine } from './engine.ts';

// A record, so that a new job without a queue does not compile. How many of each may run at once in this process; `converge` is what costs
// memory and database time. PGlite shares the process's only thread, so there the small jobs go two by two: ten at once make a burst that a
// person's click waits behind.
const atOnce: Record<JobName, { pglite: number; postgres: number }> = {
  converge: { pglite: 16, postgres: 50 },
  'show-card': { pglite: 2, postgres: 10 },
  'handle-message': { pglite: 2, postgres: 10 },
  'test-mail': { pglite: 2, postgres: 10 },
  sweep: { pglite: 2, postgres: 10 },
  watch: { pglite: 1, postgres: 1 },
  // Looks are in no hurry, and each may log in: few at once keeps them far below a tenth of what a relay takes.
  'watch-sender': { pglite: 1, postgres: 2 },
  'expire-requests': { pglite: 1, postgres: 1 },
  'approval-clock': { pglite: 1, postgres: 1 },
  'see-approvers': { pglite: 1, postgres: 1 },
  'announce-policy': { pglite: 1, postgres: 1 },
  tidy: { pglite: 1, postgres: 1 },
};

// The keys of a record of job names.
export const jobNames = Object.keys(atOnce) as JobName[];
export const limitOf = (kind: Engine['kind'], name: JobName): number => atOnce[name][kind];

export const jobSchema = 'sendpass_jobs';
export const heartbeatSeconds = 10;

const hour = 3600;
const day = 24 * hour;

/**
 * A message's key is its delivery, accepted once: it never waits behind itself. Without that question a fetch takes the oldest and is done;
 * with it, it compares all that wait with each other, a quarter of a second for five hundred messages, for each one answered.
 */
const policyOf = (name: JobName): 'standard' | 'key_strict_fifo' =>
  name === 'handle-message' ? 'standard' : 'key_strict_fifo';

/**
 * `key_strict_fifo` is the one policy whose fetch passes over keys that are at work; with `stately` and `singleton` one such key keeps every
 * other waiting. That only one job per key waits is our part (jobs.ts). Nothing ever fails for good: a failed job would block its key.
 */
const queueOf = (name: JobName, kind: Engine['kind']): Queue => ({
  name,
  policy: policyOf(name),
  retryLimit: 2_147_483_647,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
  // Longest pg-boss takes. A job at work for a day is dead; heartbeats and the release at start notice long before.
  expireInSeconds: day,
  // Waiting is never given up on.
  retentionSeconds: 3650 * day,
  deleteAfterSeconds: day,
  ...(kind === 'postgres' ? { heartbeatSeconds } : {}),
});

/** pg-boss in its own schema, with a queue for each job name. It supervises; fetching and settling is ours (run-jobs.ts). */
export async function openQueues({ kind, bossDb, db }: Engine, logger: Logger): Promise<PgBoss> {
  const boss = new PgBoss({
    db: bossDb,
    backend: kind,
    schema: jobSchema,
    schedule: false,
    superviseIntervalSeconds: kind === 'postgres' ? heartbeatSeconds : 60,
    monitorIntervalSeconds: kind === 'postgres' ? heartbeatSeconds : 60,
    maintenanceIntervalSeconds: hour,
    // Flows are not used; their resolver would ask every five seconds.
    flowIntervalSeconds: hour,
    monitorVacuum: false,
    reindex: kind === 'postgres',
  });
  boss.on('error', (error) => logger.error({ message: error.message }, 'job queue'));
  boss.on('warning', ({ message }) => logger.warn({ message }, 'job queue'));
  await boss.start();
  const there = new Set((await boss.getQueues()).map((each) => each.name));
  for (const name of jobNames) if (!there.has(name)) await boss.createQueue(name, queueOf(name, kind));
  await warm(boss);
  // Only this process can have been running them, and it has just started: nobody else may open the folder.
  if (kind === 'pglite')
    await sql`update ${sql.table(`${jobSchema}.job`)} set state = 'retry', start_after = now() where state = 'active'`.execute(
      db,
    );
  return boss;
}

/**
 * pg-boss looks a queue up the first time it is used. Inside a transaction that look-up goes past it to the one connection PGlite has, and
 * waits for ever for the transaction that waits for it.
 */
async function warm(boss: PgBoss): Promise<void> {
  for (const name of jobNames) await boss.touch(name, '00000000-0000-0000-0000-000000000000');
}
