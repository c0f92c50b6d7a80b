import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { Pool, PoolConfig, QueryResult } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { systemClock } from '../../src/shared/clock.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import { asStoreError } from './errors.ts';
import type { Engine } from './engine.ts';
import { endingSilence } from './ending-silence.ts';

const oldest = 15;

/**
 * How long one statement may take before it counts as failed. Without it a lock that is never released, or a network that swallows what is
 * sent, takes the connections one after the other until nothing works and nothing says why.
 */
const patience = { workMs: 60_000, urgentMs: 10_000 };

/** Asked at each new connection; none = the one in the address. */
export type Password = () => Promise<string>;

/** PostgreSQL 15 or newer, at most 10 connections for work and 6 for answers somebody waits for. */
export async function openPostgres(
  url: string,
  logger: Logger,
  { workMs, urgentMs }: typeof patience = patience,
  password?: Password,
): Promise<Engine> {
  const pool = await openPool(url, { max: 10, statementMs: workMs, password }, logger);
  const urgent = await openPool(url, { max: 6, statementMs: urgentMs, password }, logger);
  try {
    await refuseOld(pool);
    await refuseWrongClock(pool);
  } catch (thrown) {
    await pool.end();
    throw asStoreError(thrown);
  }
  const over = (pool: Pool): Engine['db'] =>
    new Kysely({
      dialect: new PostgresDialect({ pool: endingSilence(pool) }),
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
async function openPool(
  url: string,
  { max, statementMs, password }: { max: number; statementMs: number; password: Password | undefined },
  logger: Logger,
): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    ...connectionOf(url, password),
    application_name: 'sendpass',
    max,
    connectionTimeoutMillis: 5000,
    statement_timeout: statementMs,
    // A server that lives has cancelled it by then and said so; this one is for when its answer does not arrive.
    query_timeout: statementMs + Math.min(statementMs, 5000),
    keepAlive: true,
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

/** The address is read here where there is a password to add: beside `connectionString` the driver would ignore it. */
export const connectionOf = (url: string, password: Password | undefined): PoolConfig =>
  password === undefined ? { connectionString: url } : { ...parseIntoClientConfig(url), password };

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

const toleratedMs = 5 * 60_000;

/** Tokens, expiry and every "until when" go wrong with it. Of two clocks that differ, a person has to say which one is right. */
async function refuseWrongClock(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ now: Date }>('select now() as now');
  const offMs = Math.abs(systemClock.now().getTime() - (rows[0]?.now.getTime() ?? 0));
  if (offMs <= toleratedMs) return;
  throw new SendpassError({
    code: 'clock-wrong',
    kind: 'needs-person',
    advice: `This machine's clock and the database's differ by ${Math.round(offMs / 60_000)} minutes. Set the one that is wrong: timedatectl set-ntp true.`,
  });
}
