import { sql } from 'kysely';
import type { JobName } from '../../src/shared/port-jobs.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Engine } from './engine.ts';
import { asStoreError } from './errors.ts';
import { heartbeatSeconds, jobNames, jobSchema } from './job-queues.ts';
import type { Wish } from './jobs.ts';
import { openLane } from './lane.ts';
import type { Lane } from './lane.ts';
import type { RunnerDeps } from './running.ts';

export type Runner = {
  /** What was just committed here starts at once; what other instances commit is seen within half a second. */
  committed(wishes: Wish[]): void;
  /** Fetches nothing more, asks what runs to come to an end, and waits for it at most `drainMs`. */
  stop(drainMs: number): Promise<void>;
};

const lookEveryMs = 500;
const beatEveryMs = (heartbeatSeconds * 1000) / 3;

/**
 * Fetches and runs jobs. Instead of pg-boss' workers, of which each asks the database for itself (60 workers are 120 statements a second on an
 * idle bot): one look for all queues, and a wake-up in memory after each commit.
 */
export function runJobs(deps: RunnerDeps): Runner {
  const { engine, logger } = deps;
  const stopping = new AbortController();
  const lanes = new Map<JobName, Lane>(jobNames.map((name) => [name, openLane(deps, name, stopping.signal)]));
  const look = every(lookEveryMs, logger, async () => {
    for (const { name, inMs } of await dueSoon(engine)) lanes.get(name)?.wake(inMs);
  });
  // PGlite has one process, which knows what it runs; a server has several, of which each must show that it lives.
  const beat = engine.kind === 'postgres' ? every(beatEveryMs, logger, () => touchAll(deps, lanes)) : undefined;
  return {
    committed(wishes) {
      for (const { name, key, afterMs } of wishes) {
        const lane = lanes.get(name);
        if (afterMs >= lookEveryMs) continue;
        lane?.follow(key);
        lane?.wake(afterMs);
      }
    },
    async stop(drainMs) {
      stopping.abort();
      look.stop();
      await within(drainMs, Promise.all([...lanes.values()].map((lane) => lane.idle())));
      beat?.stop();
    },
  };
}

type Soon = { name: JobName; inMs: number };

/** Queues with something to start before the next look, and when. */
async function dueSoon({ db, inTurn }: Engine): Promise<Soon[]> {
  const { rows } = await inTurn(() =>
    sql<Soon>`
      select name, greatest(0, extract(epoch from min(start_after) - now()) * 1000)::double precision as "inMs"
      from ${sql.table(`${jobSchema}.job`)}
      where state < 'active' and not blocked
        and start_after < now() + ${lookEveryMs}::double precision * interval '1 millisecond'
      group by name`.execute(db),
  );
  return rows;
}

/**
 * Says of every job at work that it lives. One that was taken away meanwhile is told, and so is one whose sign of life did not get through for
 * as long as a heartbeat lasts: from then on another instance may be at work on it, and two would undo each other's steps.
 */
async function touchAll({ boss }: RunnerDeps, lanes: ReadonlyMap<JobName, Lane>): Promise<void> {
  const all = [...lanes].flatMap(([name, lane]) => {
    const jobs = lane.running();
    return jobs.length > 0 ? [{ name, jobs }] : [];
  });
  try {
    for (const { name, jobs } of all) {
      const startedAt = performance.now();
      const attempts = jobs.map(({ id, retryCount }) => ({ id, retryCount }));
      // pg-boss declares nothing of its answer; its own workers read the ids that were still theirs from it.
      const { settled } = (await boss.touch(name, attempts)) as { settled?: string[] };
      for (const job of jobs)
        if (settled?.includes(job.id) === false) job.lost.abort();
        else job.heardAt = startedAt;
    }
  } finally {
    const lapsed = performance.now() - heartbeatSeconds * 1000;
    for (const { jobs } of all) for (const job of jobs) if (job.heardAt < lapsed) job.lost.abort();
  }
}

/** Again and again, one after the other; a failure is logged and the next one comes all the same. */
function every(ms: number, logger: Logger, work: () => Promise<void>): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = (): void => {
    if (!stopped) timer = setTimeout(() => void run(), ms);
  };
  const run = async (): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      logger.warn({ code: asStoreError(thrown).code }, 'the job queue could not be looked at; trying again');
    }
    next();
  };
  next();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
