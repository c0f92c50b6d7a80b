import { sql } from 'kysely';
import type { Repos } from '../../src/chat/repos.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { JobHandlers } from '../../src/shared/port-jobs.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Transact } from '../../src/shared/port-transaction.ts';
import { Secret } from '../../src/shared/secret.ts';
import type { Engine } from './engine.ts';
import { asStoreError } from './errors.ts';
import { ensureInstallationId, stampCloud } from './installation.ts';
import { openQueues } from './job-queues.ts';
import type { Wish } from './jobs.ts';
import { alone, migrate } from './migrate.ts';
import { runJobs } from './run-jobs.ts';
import type { Runner } from './run-jobs.ts';
import { scheduleAgain, scheduleAll } from './schedules.ts';
import { createTransact } from './transact.ts';

export type StoreOptions = {
  /** postgres://…; a socket's folder stands percent-encoded in place of the host. */
  url?: Secret | string;
  /** Asked at each new connection, where the server takes tokens instead of the password in `url`. */
  password?: () => Promise<string>;
  /** Folder of the embedded database; with neither `url` nor this it is in memory only (tests). */
  dataDir?: string;
  logger: Logger;
  clock: Clock;
};

export type Store = {
  kind: 'pglite' | 'postgres';
  /** This installation's own id, made when the database was first opened. */
  installationId: string;
  transact: Transact<Repos>;
  /** For what a person waits for: not behind the work of jobs. */
  transactUrgent: Transact<Repos>;
  /** Binds the database to one cloud and tenant. Throws `needs-person` with code `other-cloud` when it belongs to another. */
  stampCloud(fingerprint: string): Promise<void>;
  /** From now on jobs run. Once per store. */
  startJobs(handlers: JobHandlers): Promise<void>;
  /** Nothing new starts; what runs is asked to end (its signal aborts) and awaited, at most 25 s. What is not done by then is repeated later. */
  stopJobs(): Promise<void>;
  close(): Promise<void>;
  /** Does the database answer? Never throws. */
  check(): Promise<{ ok: boolean; why?: string }>;
};

/** Of the 30 s a process has to end in (src/drain.ts), the rest is for closing. */
const drainMs = 25_000;

/** Opens the database, brings its tables up to date and gets the job queue ready. Throws SendpassError. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = await openEngine(options);
  try {
    return await storeOver(engine, options);
  } catch (thrown) {
    await engine.close();
    throw asStoreError(thrown);
  }
}

// Each is loaded only when it is used: both together would cost memory for nothing.
export async function openEngine({ url, dataDir, logger, password }: Omit<StoreOptions, 'clock'>): Promise<Engine> {
  if (url === undefined) return (await import('./open-pglite.ts')).openPglite(dataDir);
  const { openPostgres } = await import('./open-postgres.ts');
  return openPostgres(url instanceof Secret ? url.expose('database') : url, logger, undefined, password);
}

async function storeOver(engine: Engine, { logger, clock }: StoreOptions): Promise<Store> {
  const { boss, installationId } = await alone(engine, async () => {
    await migrate(engine.db);
    return {
      boss: await openQueues(engine, logger),
      installationId: await ensureInstallationId(engine.db, clock.now()),
    };
  });
  let runner: Runner | undefined;
  const committed = (wishes: Wish[]): void => runner?.committed(wishes);
  const { transact, urgent } = createTransact({ engine, boss, clock, logger, committed });
  const stopJobs = async (): Promise<void> => {
    await runner?.stop(drainMs);
    runner = undefined;
  };
  return {
    kind: engine.kind,
    installationId,
    transact,
    transactUrgent: urgent,
    stampCloud: (fingerprint) => stampCloud(engine.db, fingerprint, clock.now()),
    async startJobs(handlers) {
      runner = runJobs({ engine, boss, handlers, logger, succeeded: (name) => scheduleAgain(transact, engine, name) });
      await scheduleAll(transact);
    },
    stopJobs,
    async close() {
      await stopJobs();
      await boss.stop({ graceful: false, close: false });
      await engine.close();
    },
    async check() {
      try {
        await engine.inTurn(() => sql`select 1`.execute(engine.db));
        return { ok: true };
      } catch (thrown) {
        return { ok: false, why: asStoreError(thrown).advice };
      }
    },
  };
}
