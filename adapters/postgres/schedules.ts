import { sql } from 'kysely';
import type { Jobs, Job, JobName } from '../../src/shared/port-jobs.ts';
import type { Transact } from '../../src/shared/port-transaction.ts';
import type { Engine } from './engine.ts';
import { jobSchema } from './job-queues.ts';

const minute = 60_000;

// Jobs that ask for themselves again: one key each, so several instances together run them no more often.
const schedules: { job: Job; everyMs: number }[] = [
  { job: { name: 'expire-requests', key: 'schedule', data: {} }, everyMs: minute },
  { job: { name: 'approval-clock', key: 'schedule', data: {} }, everyMs: minute },
  { job: { name: 'see-approvers', key: 'schedule', data: {} }, everyMs: 60 * minute },
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
  if (done === 'tidy' && engine.kind === 'pglite') await vacuum(engine);
}

// Rows that are written again and again. A vacuum of everything, catalogs included, would hold up the process's only thread for half a second.
const busy = ['job_common', 'queue']
  .map((name) => `${jobSchema}.${name}`)
  .concat('deliveries', 'cards', 'steps', 'senders');

/** PGlite has no autovacuum: without this its busiest tables would only ever grow. One table a time, so that others come in between. */
async function vacuum({ inTurn, db }: Engine): Promise<void> {
  for (const table of busy) await inTurn(() => sql`vacuum ${sql.table(table)}`.execute(db));
}
