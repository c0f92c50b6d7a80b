import { sql } from 'kysely';
import type { Jobs, Job, JobName } from '../../src/shared/port-jobs.ts';
import type { Transact } from '../../src/shared/port-transaction.ts';
import type { Engine } from './engine.ts';

const minute = 60_000;

// Jobs that ask for themselves again: one key each, so several instances together run them no more often.
const schedules: { job: Job; everyMs: number }[] = [
  { job: { name: 'expire-requests', key: 'schedule', data: {} }, everyMs: minute },
  { job: { name: 'tidy', key: 'schedule', data: {} }, everyMs: 60 * minute },
];

/** At every start each runs once, whatever was missed while nothing ran. */
export const scheduleAll = (transact: Transact<{ jobs: Jobs }>): Promise<void> =>
  transact(async ({ jobs }) => {
    for (const { job } of schedules) await jobs.enqueue(job);
  });

export async function scheduleAgain(transact: Transact<{ jobs: Jobs }>, engine: Engine, done: JobName): Promise<void> {
  const schedule = schedules.find((each) => each.job.name === done);
  if (!schedule) return;
  await transact(({ jobs }) => jobs.enqueue(schedule.job, schedule.everyMs));
  // PGlite has no autovacuum; without this the job table and its indexes only ever grow.
  if (done === 'tidy' && engine.kind === 'pglite') await engine.inTurn(() => sql`vacuum (analyze)`.execute(engine.db));
}
