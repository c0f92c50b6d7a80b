import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../adapters/postgres/open-store.ts';
import type { Store } from '../../adapters/postgres/open-store.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { newId } from '../../src/shared/ids.ts';
import { startPostgres, whyNoPostgres } from '../support/postgres.ts';
import type { Server } from '../support/postgres.ts';
import { startChild } from '../support/start-child.ts';
import { converge, handlers, quiet } from '../support/store-samples.ts';
import { storeContract } from './store.ts';
import type { MakeDatabase } from './store/database.ts';

const why = whyNoPostgres();
const inCi = (process.env['CI'] ?? '') !== '';

let server: Server;
const open = new Set<Store>();

const openAt = async (url: string): Promise<Store> => {
  const store = await openStore({ url, logger: quiet, clock: systemClock });
  open.add(store);
  return { ...store, close: () => (open.delete(store), store.close()) };
};

const make: MakeDatabase = async () => {
  const url = server.createDatabase();
  return {
    kind: 'postgres',
    where: { url },
    open: () => openAt(url),
    async rows(sql) {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(sql)).rows;
      } finally {
        await client.end();
      }
    },
  };
};

async function closeAll(): Promise<void> {
  for (const store of open) await store.close();
  open.clear();
}

// CI must have a server: there the tests run, and fail where it is missing.
describe.skipIf(why !== undefined && !inCi)(`PostgreSQL${why === undefined ? '' : `: ${why}`}`, () => {
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server?.stop());

  storeContract(make, closeAll);

  describe('several instances', () => {
    afterEach(closeAll);

    test('may start together on an empty database, and are one installation', async () => {
      const database = await make();
      const stores = await Promise.all([1, 2, 3, 4].map(() => database.open()));
      expect(new Set(stores.map(({ installationId }) => installationId)).size).toBe(1);
    });

    test('share the work: each job runs once, one key nowhere twice at once, whoever asked for it', async () => {
      const database = await make();
      const stores = await Promise.all([1, 2, 3].map(() => database.open()));
      const runs = new Map<string, number>();
      const atWork = new Set<string>();
      const overlaps: string[] = [];
      for (const store of stores)
        await store.startJobs(
          handlers({
            converge: async ({ senderId }) => {
              if (atWork.has(senderId)) overlaps.push(senderId);
              atWork.add(senderId);
              await new Promise((resolve) => setTimeout(resolve, 5));
              atWork.delete(senderId);
              runs.set(senderId, (runs.get(senderId) ?? 0) + 1);
            },
          }),
        );
      const keys = Array.from({ length: 40 }, () => newId());
      // All three ask for the same job at the same moment, again and again.
      for (const key of keys)
        await Promise.all(stores.map((store) => store.transact(({ jobs }) => jobs.enqueue(converge(key), 300))));
      await expect.poll(() => runs.size, { timeout: 20_000 }).toBe(40);
      await closeAll();
      expect(overlaps).toEqual([]);
      const rows = await database.rows(`select count(*)::int as count from sendpass_jobs.job where name = 'converge'`);
      expect(rows).toEqual([{ count: [...runs.values()].reduce((sum, one) => sum + one, 0) }]);
    });

    test('what a killed instance was doing is done by another; what lives is left alone, however long it takes', async () => {
      const database = await make();
      const child = startChild('hold', JSON.stringify(database.where));
      await child.line((line) => line === 'holding');
      const stores = await Promise.all([1, 2].map(() => database.open()));
      const runs: string[] = [];
      const [taken, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      for (const store of stores)
        await store.startJobs(
          handlers({
            converge: async ({ senderId }) => {
              runs.push(senderId);
              if (senderId === 'held') return taken.resolve();
              // Longer than a heartbeat and the look for lapsed ones together.
              await new Promise((resolve) => setTimeout(resolve, 21_000));
              over.resolve();
            },
          }),
        );
      await stores[0]!.transact(({ jobs }) => jobs.enqueue(converge('long')));
      await child.kill();
      await Promise.all([taken.promise, over.promise]);
      expect(runs.toSorted()).toEqual(['held', 'long']);
    });

    test('a job that was taken away while its process was held up is told, and the next attempt runs alone', async () => {
      const database = await make();
      const stores = await Promise.all([1, 2].map(() => database.open()));
      const atWork = new Set<number>();
      const [first, told, second] = [1, 2, 3].map(() => Promise.withResolvers<void>()) as [
        PromiseWithResolvers<void>,
        PromiseWithResolvers<void>,
        PromiseWithResolvers<void>,
      ];
      let runs = 0;
      for (const store of stores)
        await store.startJobs(
          handlers({
            converge: async (_data, signal) => {
              const no = ++runs;
              atWork.add(no);
              if (no === 1) {
                first.resolve();
                await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
                told.resolve();
              } else second.resolve();
              atWork.delete(no);
            },
          }),
        );
      await stores[0]!.transact(({ jobs }) => jobs.enqueue(converge('k')));
      await first.promise;
      // What pg-boss does when a heartbeat lapsed.
      await database.rows(
        `update sendpass_jobs.job set state = 'retry', start_after = now() where name = 'converge' and state = 'active'`,
      );
      await Promise.all([told.promise, second.promise]);
      await expect.poll(() => atWork.size).toBe(0);
      expect(runs).toBe(2);
    });
  });

  test('a server that is away is a retryable error, and comes back by itself', async () => {
    const database = await make();
    const store = await database.open();
    await database.rows(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sendpass'`);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => store.transact(({ people }) => people.list(1))),
    );
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    for (const reason of reasons) expect(reason).toMatchObject({ kind: 'retryable', code: 'database-unavailable' });
    expect(await store.transact(({ people }) => people.list(1))).toEqual([]);
    await store.close();
    await expect(openAt('postgres://nobody@%2Fnowhere/none')).rejects.toMatchObject({ code: 'database-unavailable' });
  });
});
