import type { PgBoss } from 'pg-boss';
import type { JobHandlers, JobName } from '../../src/shared/port-jobs.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Engine } from './engine.ts';

/**
 * A job at work, as fetched. `retryCount` also names the attempt: a later attempt is not settled by an earlier one. `lost` aborts when the
 * job is not this attempt's any more: its heartbeat lapsed and somebody else has it.
 */
export type Running = {
  id: string;
  name: JobName;
  key: string;
  retryCount: number;
  lost: AbortController;
  /** When the database last heard that it lives; `performance.now()`. */
  heardAt: number;
};

/** What running jobs takes. */
export type RunnerDeps = {
  engine: Engine;
  boss: PgBoss;
  handlers: JobHandlers;
  logger: Logger;
  /** Called in the job, before it is over. */
  succeeded: (name: JobName) => Promise<void>;
};
