import { sql } from 'kysely';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { SendpassError } from '../../src/shared/errors.ts';
import type { JobHandlers, JobName } from '../../src/shared/port-jobs.ts';
import { asStoreError } from './errors.ts';
import { jobSchema } from './job-queues.ts';
import { bossIn, lockKey } from './jobs.ts';
import type { Running, RunnerDeps } from './running.ts';
import type { Tx } from './schema.ts';

const second = 1000;
const longest = 300 * second;

/** Runs one job and writes down how it ended; never throws. */
export async function runAndSettle(deps: RunnerDeps, job: Running, data: object, signal: AbortSignal): Promise<void> {
  const about = { job: job.name, key: job.key, attempt: job.retryCount + 1 };
  try {
    const error = await handle(deps.handlers, job.name, data, signal).then(() => null, asSendpassError);
    if (error) {
      const afterMs = await putBack(deps, job, error);
      logRepeat(deps, { ...about, code: error.code, vendor: error.vendor, afterMs: Math.round(afterMs) }, error);
      return;
    }
    await deps.succeeded(job.name);
    await deps.boss.complete(job.name, { id: job.id, retryCount: job.retryCount });
  } catch (thrown) {
    // The database is away. The job stays at work in its eyes until the heartbeat lapses or the next start; then it is repeated.
    deps.logger.warn({ ...about, code: asStoreError(thrown).code }, 'the end of a job could not be written down');
  }
}

/** `data` is what was enqueued under this name; nothing else writes to the queue. */
const handle = async (handlers: JobHandlers, name: JobName, data: object, signal: AbortSignal): Promise<void> =>
  (handlers[name] as (data: object, signal: AbortSignal) => Promise<void>)(data, signal);

function logRepeat({ logger }: RunnerDeps, words: object, error: SendpassError): void {
  if (error.kind !== 'bug') return logger.info(words, 'a job is repeated');
  logger.error({ ...words, stack: stackOf(error.cause ?? error) }, 'a job failed and is repeated');
}

/** Where, not what: the text of an unknown error may quote its input. */
function stackOf(cause: unknown): string[] {
  const lines = cause instanceof Error ? (cause.stack ?? '').split('\n') : [];
  return lines.filter((line) => line.trimStart().startsWith('at ')).slice(0, 8);
}

/** Doubles from a second to five minutes, less up to a quarter, so that what failed together does not come back together. */
const backoffMs = (attempt: number): number =>
  Math.min(longest, second * 2 ** Math.min(attempt, 9)) * (0.75 + Math.random() / 4);

/**
 * Puts a job that threw back into the queue, to start after the error's `retryAfterMs` or else the backoff; returns that time. Stored of the
 * error are kind, code and advice only. If the same key waits already, that job is the repeat: it starts no sooner, and this one is over.
 */
async function putBack({ engine, boss }: RunnerDeps, job: Running, error: SendpassError): Promise<number> {
  const { name, key, id, retryCount } = job;
  const { kind, code, advice, retryAfterMs } = error;
  const afterMs = retryAfterMs ?? backoffMs(retryCount);
  await engine.inTurn(() =>
    engine.db.transaction().execute(async (tx) => {
      if (engine.kind === 'postgres') await lockKey(tx, name, key);
      const attempt = { id, retryCount };
      const output = { kind, code, advice };
      const waits = await holdBackWaiting(tx, job, retryAfterMs ?? second);
      if (waits) return void (await boss.complete(name, attempt, output, bossIn(tx)));
      await boss.fail(name, attempt, output, bossIn(tx));
      await boss.update(name, undefined, { id, startAfter: afterMs / second, ...bossIn(tx) });
    }),
  );
  return afterMs;
}

async function holdBackWaiting(tx: Tx, { name, key }: Running, atLeastMs: number): Promise<boolean> {
  const { rows } = await sql`
    update ${sql.table(`${jobSchema}.job`)}
    set start_after = greatest(start_after, now() + ${atLeastMs}::double precision * interval '1 millisecond')
    where name = ${name} and singleton_key = ${key} and state < 'active' and not blocked and policy = 'key_strict_fifo'
    returning id`.execute(tx);
  return rows.length > 0;
}
