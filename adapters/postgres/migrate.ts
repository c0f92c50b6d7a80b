import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migration0001 } from './migrations/0001-first.ts';
import { migration0002 } from './migrations/0002-routes.ts';
import { migration0003 } from './migrations/0003-radar.ts';
import { migration0004 } from './migrations/0004-moves.ts';
import { migration0005 } from './migrations/0005-watch.ts';
import { migration0006 } from './migrations/0006-card-turns.ts';
import { migration0007 } from './migrations/0007-approval.ts';
import { migration0008 } from './migrations/0008-accounts.ts';
import { migration0011 } from './migrations/0011-rotations.ts';
import { migration0012 } from './migrations/0012-stops.ts';
import { asStoreError } from './errors.ts';
import type { Engine } from './engine.ts';
import type { Db } from './schema.ts';

// In code, not found in a folder: the set is what was type-checked and reviewed.
const migrations = {
  '0001-first': migration0001,
  '0002-routes': migration0002,
  '0003-radar': migration0003,
  '0004-moves': migration0004,
  '0005-watch': migration0005,
  '0006-card-turns': migration0006,
  '0007-approval': migration0007,
  '0008-accounts': migration0008,
  '0011-rotations': migration0011,
  '0012-stops': migration0012,
};

/** In the order in which they were made. */
export const migrationNames: readonly string[] = Object.keys(migrations).toSorted();

const migrator = (db: Db): Migrator =>
  new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'sendpass_migration',
    migrationLockTableName: 'sendpass_migration_lock',
  });

/** Of several instances that start together one after the other does `work`: `create … if not exists` alone is not safe against itself. */
export function alone<Result>({ kind, db }: Engine, work: () => Promise<Result>): Promise<Result> {
  if (kind === 'pglite') return work();
  return db.connection().execute(async (connection) => {
    await lockStart(connection);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended('sendpass-start', 0))`.execute(connection);
    }
  });
}

/** Asked again and again: a statement that waits for the lock would be cancelled while another instance migrates for long. */
async function lockStart(connection: Db): Promise<void> {
  const ask = sql<{ mine: boolean }>`select pg_try_advisory_lock(hashtextextended('sendpass-start', 0)) as mine`;
  while (!(await ask.execute(connection)).rows[0]?.mine) await sleep(100);
}

/** Brings the schema up to date, in one transaction. */
export async function migrate(db: Db): Promise<void> {
  if (await isUpToDate(db)) return;
  const { error } = await migrator(db).migrateToLatest();
  if (error) throw asStoreError(error);
}

/** Kysely's migrator reads the whole catalogue even when there is nothing to do: on PGlite 0.6 s and 280 MB at every start. */
async function isUpToDate(db: Db): Promise<boolean> {
  const found = await sql<{ there: boolean }>`select to_regclass('sendpass_migration') is not null as there`.execute(
    db,
  );
  if (!found.rows[0]?.there) return false;
  const { rows } = await sql<{ name: string }>`select name from sendpass_migration order by name`.execute(db);
  return JSON.stringify(rows.map((row) => row.name)) === JSON.stringify(migrationNames);
}
