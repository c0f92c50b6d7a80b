import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CamelCasePlugin, Kysely, PGliteDialect } from 'kysely';
import { fromPglite } from 'pg-boss';
import { lockDataDir } from './data-dir-lock.ts';
import { oneAtATime } from './engine.ts';
import type { Engine } from './engine.ts';
import { copyTemplate } from './pglite-template.ts';
import { prepared } from './prepared.ts';

// PostgreSQL's default of 128 MB is touched at start and stays: 150 MB more of memory for a database of a few megabytes.
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/**
 * PGlite in `dataDir`/pg, locked to this process; without a folder in memory only (tests). PGlite has no fsync: what was committed survives
 * the death of the process, not of the machine.
 */
export async function openPglite(dataDir: string | undefined): Promise<Engine> {
  const lock = dataDir === undefined ? undefined : lockDataDir(dataDir);
  try {
    const pglite = prepared(await (dataDir === undefined ? createInMemory() : createIn(dataDir)));
    const db: Engine['db'] = new Kysely({
      dialect: new PGliteDialect({ pglite }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    const close = async (): Promise<void> => {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
      lock?.release();
    };
    const inTurn = oneAtATime();
    const boss = fromPglite(pglite);
    // In the same queue as transactions: fifty jobs that end at once are hundreds of statements.
    const bossDb: Engine['bossDb'] = {
      ...boss,
      executeSql: (text, values) => inTurn(() => boss.executeSql(text, values)),
    };
    return { kind: 'pglite', db, urgentDb: db, bossDb, inTurn, close };
  } catch (thrown) {
    lock?.release();
    throw thrown;
  }
}

const createInMemory = (): Promise<PGlite> => PGlite.create({ startParams });

/**
 * A start that is killed while the cluster is being made leaves a mark, and the next start makes it anew: nothing can have been acknowledged
 * before the mark was gone.
 */
async function createIn(dataDir: string): Promise<PGlite> {
  const folder = join(dataDir, 'pg');
  const unfinished = join(dataDir, 'pg-unfinished');
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true });
  const fresh = !existsSync(folder);
  if (fresh) {
    writeFileSync(unfinished, 'The database in pg was not finished. It is made anew at the next start.\n');
    copyTemplate(folder);
  }
  const pglite = await PGlite.create({ dataDir: folder, startParams, relaxedDurability: false });
  rmSync(unfinished, { force: true });
  return pglite;
}
