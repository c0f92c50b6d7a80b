import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { Pool, QueryResult } from 'pg';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import { asStoreError } from './errors.ts';
import type { Engine } from './engine.ts';

const oldest = 15;

/** PostgreSQL 15 or newer, at most 10 connections for work and 6 for answers somebody waits for. */
export async function openPostgres(url: string, logger: Logger): Promise<Engine> {
  const pool = await openPool(url, 10, logger);
  const urgent = await openPool(url, 6, logger);
  try {
    await refuseOld(pool);
  } catch (thrown) {
    await pool.end();
    throw asStoreError(thrown);
  }
  const over = (pool: Pool): Engine['db'] =>
    new Kysely({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
  const [db, urgentDb] = [over(pool), over(urgent)];
  return {
    kind: 'postgres',
    db,
    urgentDb,
    bossDb: { executeSql: async (text, values) => ({ rows: rowsOf(await pool.query(text, values)) }) },
    inTurn: (work) => work(),
    async close() {
      await Promise.all([db.destroy(), urgentDb.destroy()]);
    },
  };
}

/** Connects when it is first used. */
async function openPool(url: string, max: number, logger: Logger): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'sendpass',
    max,
    connectionTimeoutMillis: 5000,
    // An instance that hangs inside a transaction must not hold its locks for ever.
    idle_in_transaction_session_timeout: 60_000,
  });
  // A broken connection is replaced by the pool, which hears of it only while it is idle: without a listener of its own one that breaks between
  // two statements of a transaction would end the process.
  pool.on('connect', (client) =>
    client.on('error', (error) =>
      logger.warn({ code: asStoreError(error).vendor?.code }, 'a database connection was lost'),
    ),
  );
  pool.on('error', () => undefined);
  return pool;
}

/** pg-boss sends several statements at once; `pg` then answers with one result each, whatever its types say. */
const rowsOf = (result: QueryResult | QueryResult[]): unknown[] =>
  Array.isArray(result) ? result.flatMap((each) => each.rows) : result.rows;

async function refuseOld(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    `select current_setting('server_version_num')::int / 10000 as version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version >= oldest) return;
  throw new SendpassError({
    code: 'database-too-old',
    kind: 'needs-person',
    advice: `PostgreSQL ${version} is too old for Sendpass. Use ${oldest} or newer.`,
  });
}
