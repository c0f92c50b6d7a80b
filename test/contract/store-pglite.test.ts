import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../adapters/postgres/open-store.ts';
import type { Store } from '../../adapters/postgres/open-store.ts';
import { makeTemplate } from '../../adapters/postgres/build-template.ts';
import { verify } from '../../src/audit/hash-chain.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { startChild } from '../support/start-child.ts';
import { converge, handlers, quiet } from '../support/store-samples.ts';
import { storeContract } from './store.ts';
import type { MakeDatabase, TestDatabase } from './store/database.ts';

const folders: string[] = [];
const open = new Set<Store>();

const make: MakeDatabase = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sendpass-store-'));
  folders.push(dataDir);
  const database: TestDatabase = {
    kind: 'pglite',
    where: { dataDir },
    async open() {
      const store = await openStore({ dataDir, logger: quiet, clock: systemClock });
      open.add(store);
      return { ...store, close: () => (open.delete(store), store.close()) };
    },
    async rows(sql) {
      const pglite = await PGlite.create(join(dataDir, 'pg'));
      try {
        return (await pglite.query<Record<string, unknown>>(sql)).rows;
      } finally {
        await pglite.close();
      }
    },
  };
  return database;
};

async function closeAll(): Promise<void> {
  for (const store of open) await store.close();
  open.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

beforeAll(() => makeTemplate());

storeContract(make, closeAll);

describe('PGlite', () => {
  afterEach(closeAll);

  test('a second process on the same folder is refused, in words that name the folder', async () => {
    const database = await make();
    const store = await database.open();
    const child = startChild('open', JSON.stringify(database.where));
    const line = await child.line(() => true);
    expect(line).toMatch(/^failed data-dir-in-use /);
    expect(line).toContain('dataDir' in database.where ? database.where.dataDir : '');
    await child.ended;
    await expect(database.open()).rejects.toMatchObject({ kind: 'needs-person', code: 'data-dir-in-use' });
    await store.close();
    await (await database.open()).close();
  });

  test('opening writes nothing to stderr', async () => {
    const child = startChild('open', JSON.stringify((await make()).where));
    await child.line((line) => line === 'open');
    await child.kill();
    expect(child.stderr()).toBe('');
  });

  test('a job whose process was killed is released at the next start', async () => {
    const database = await make();
    const child = startChild('hold', JSON.stringify(database.where));
    await child.line((line) => line === 'holding');
    await child.kill();
    const store = await database.open();
    const ran = Promise.withResolvers<string>();
    await store.startJobs(handlers({ converge: async ({ senderId }) => ran.resolve(senderId) }));
    expect(await ran.promise).toBe('held');
  });

  test('no acknowledged transaction is lost when the process is killed, again and again', async () => {
    const database = await make();
    let acknowledged = 0;
    for (const more of [1, 60, 7]) {
      const child = startChild('write', JSON.stringify(database.where), String(acknowledged));
      await child.line((line) => line === String(acknowledged + more));
      await child.kill();
      acknowledged = Number(child.lines.at(-1)) + 1;
    }
    const store = await database.open();
    const events = await store.transact(({ audit }) => audit.list({ limit: 100_000 }));
    expect(verify(events)).toMatchObject({ ok: true });
    const numbers = new Set(events.map(({ subject }) => subject));
    expect(Array.from({ length: acknowledged }, (_, no) => `no:${no}`).filter((each) => !numbers.has(each))).toEqual(
      [],
    );
    const found = await store.transact(async ({ deliveries }) =>
      deliveries.accept(`delivery ${acknowledged - 1}`, new Date(), null),
    );
    expect(found).toBe(false);
    await store.close();
    const jobs = await database.rows(`select count(*)::int as count from sendpass_jobs.job where name = 'converge'`);
    expect(jobs).toEqual([{ count: numbers.size }]);
  });

  test('a start that was killed while it made the database is made good by the next', async () => {
    const database = await make();
    await (await database.open()).close();
    const folder = 'dataDir' in database.where ? database.where.dataDir : '';
    rmSync(join(folder, 'pg/base'), { recursive: true });
    writeFileSync(join(folder, 'pg-unfinished'), '');
    const store = await database.open();
    expect(await store.check()).toEqual({ ok: true });
    expect(existsSync(join(folder, 'pg-unfinished'))).toBe(false);
  });

  test('without a folder it is in memory', async () => {
    const store = await openStore({ logger: quiet, clock: systemClock });
    onTestFinished(() => store.close());
    await store.transact(({ jobs }) => jobs.enqueue(converge('k')));
    expect(await store.check()).toEqual({ ok: true });
  });
});
