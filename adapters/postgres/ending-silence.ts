import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { isSilence } from './errors.ts';

/**
 * When an answer did not come in time, `pg` gives up the statement but keeps its connection, on which everything after it would wait for the
 * same answer. Here the connection ends with it, and the pool makes a new one. (pg-boss asks through `pool.query`, which does this itself.)
 */
export function endingSilence(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => withoutSilence(await pool.connect()),
  };
}

function withoutSilence(client: PoolClient): PostgresPoolClient {
  let isReleased = false;
  const release = (destroy?: boolean): void => {
    if (!isReleased) client.release(destroy);
    isReleased = true;
  };
  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('the dialect was made without cursors');
    return client.query(text, [...values]).catch((thrown: unknown) => {
      if (isSilence(thrown)) release(true);
      throw thrown;
    });
  }
  return { query, release };
}
