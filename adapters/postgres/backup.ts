import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/shared/clock.ts';
import { readBackup, writeBackup } from './backup-file.ts';
import type { Engine } from './engine.ts';
import { asStoreError } from './errors.ts';
import { openQueues } from './job-queues.ts';
import { loadRows, other } from './load-rows.ts';
import { alone, migrate, migrationNames } from './migrate.ts';
import { openEngine } from './open-store.ts';
import type { StoreOptions } from './open-store.ts';
import { saveRows } from './save-rows.ts';

type Place = Omit<StoreOptions, 'clock'>;

/** Everything in `place` into a new file. PostgreSQL may be in use meanwhile; a folder may not (its lock says so). Throws SendpassError. */
export const backup = (place: Place, path: string): Promise<number> =>
  over(place, async (engine) => {
    await alone(engine, () => migrate(engine.db));
    const header = { sendpass: 'backup', format: 1, migrations: migrationNames } as const;
    return writeBackup(path, { ...header, migrations: [...migrationNames] }, (write) => saveRows(engine, write));
  });

/** A backup into an unused database, all of it or nothing. What waited to be done waits again. Throws SendpassError. */
export const restore = (place: Place, path: string, clock: Clock): Promise<void> =>
  over(place, async (engine) => {
    const { header, lines } = await readBackup(path);
    if (header.migrations.join() !== migrationNames.join())
      throw other(`Its tables are those of ${header.migrations.at(-1) ?? 'none'}.`);
    await alone(engine, async () => {
      await migrate(engine.db);
      const boss = await openQueues(engine, place.logger);
      try {
        await loadRows(engine, boss, { lines, now: clock.now() });
      } finally {
        await boss.stop({ graceful: false, close: false });
      }
    });
  });

/** From one place to another, by a file that is gone afterwards. The old place stays as it is. */
export async function moveStore(from: Place, to: Place, clock: Clock): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sendpass-move-'));
  try {
    const path = join(folder, 'all.gz');
    await backup(from, path);
    await restore(to, path, clock);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function over<Result>(place: Place, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = await openEngine(place);
  try {
    return await work(engine);
  } catch (thrown) {
    throw asStoreError(thrown);
  } finally {
    await engine.close();
  }
}
