import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../adapters/postgres/engine.ts';
import { asStoreError } from '../../../../adapters/postgres/errors.ts';
import { alone } from '../../../../adapters/postgres/migrate.ts';
import { openPostgres } from '../../../../adapters/postgres/open-postgres.ts';
import { startPostgres, whyNoPostgres } from '../../../support/postgres.ts';
import type { Server } from '../../../support/postgres.ts';
import { quiet } from '../../../support/store-samples.ts';

// A statement that does not end, and a network that swallows answers: both give up in time, and what comes after works.

const why = whyNoPostgres();
const inCi = (process.env['CI'] ?? '') !== '';

describe.skipIf(why !== undefined && !inCi)(`PostgreSQL${why === undefined ? '' : `: ${why}`}`, () => {
  let server: Server;
  let url: string;
  const engines = new Set<Engine>();
  beforeAll(() => {
    server = startPostgres();
    url = server.createDatabase();
  });
  afterEach(async () => {
    for (const engine of engines) await engine.close();
    engines.clear();
  });
  afterAll(() => server?.stop());

  const open = async (at: string, patience: { workMs: number; urgentMs: number }): Promise<Engine> => {
    const engine = await openPostgres(at, quiet, patience);
    engines.add(engine);
    return engine;
  };
  const one = (db: Engine['db']) => sql<{ one: number }>`select 1 as one`.execute(db).then(({ rows }) => rows[0]?.one);
  const refused = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (thrown: unknown) => asStoreError(thrown),
    );

  test('a lock that nobody releases fails the statement, sooner for whom a person waits', async () => {
    const engine = await open(url, { workMs: 30_000, urgentMs: 200 });
    const holder = new Client({ connectionString: url });
    await holder.connect();
    await holder.query('create table held (id int)');
    await holder.query('begin; lock table held');
    const ask = (db: Engine['db']) => db.transaction().execute((tx) => sql`select * from held`.execute(tx));
    const work = ask(engine.db);
    expect(await refused(ask(engine.urgentDb))).toMatchObject({ code: 'database-slow', kind: 'retryable' });
    await holder.query('commit');
    expect((await work).rows).toEqual([]);
    expect(await one(engine.urgentDb)).toBe(1);
    await holder.end();
  });

  test.each([
    ['a statement', (db: Engine['db']) => one(db)],
    ['a transaction', (db: Engine['db']) => db.transaction().execute(one)],
  ])('%s whose answer never comes fails, and its connection is not used again', async (_name, ask) => {
    const line = await swallowing(url);
    const engine = await open(line.url, { workMs: 200, urgentMs: 200 });
    expect(await ask(engine.db)).toBe(1);
    line.swallow();
    expect(await refused(ask(engine.db))).toMatchObject({ code: 'database-unavailable', kind: 'retryable' });
    expect(await ask(engine.db)).toBe(1);
    await line.close();
  });

  test('what pg-boss asks is given up too', async () => {
    const line = await swallowing(url);
    const { bossDb } = await open(line.url, { workMs: 200, urgentMs: 200 });
    const ask = () => bossDb.executeSql('select 1 as one', []);
    await ask();
    line.swallow();
    expect(await refused(ask())).toMatchObject({ code: 'database-unavailable' });
    expect(await ask()).toEqual({ rows: [{ one: 1 }] });
    await line.close();
  });

  test('an instance that starts waits for another that migrates for longer than a statement may take', async () => {
    const [first, second] = [
      await open(url, { workMs: 200, urgentMs: 200 }),
      await open(url, { workMs: 200, urgentMs: 200 }),
    ];
    const [started, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const order: string[] = [];
    const one = alone(first, async () => {
      started.resolve();
      await go.promise;
      order.push('first');
    });
    await started.promise;
    const two = alone(second, async () => void order.push('second'));
    // As long as two statements may take.
    await refused(sql`select pg_sleep(10)`.execute(second.db));
    await refused(sql`select pg_sleep(10)`.execute(second.db));
    go.resolve();
    await Promise.all([one, two]);
    expect(order).toEqual(['first', 'second']);
  });
});

/** A way to the server that can stop handing on: what is connected then hears nothing any more; who comes later is served. */
async function swallowing(url: string): Promise<{ url: string; swallow(): void; close(): Promise<void> }> {
  const { hostname, pathname } = new URL(url);
  const sockets = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(`${decodeURIComponent(hostname)}/.s.PGSQL.5432`);
    for (const each of [near, far]) sockets.add(each.on('error', () => undefined));
    near.pipe(far).pipe(near);
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `postgres://sendpass@127.0.0.1:${(relay.address() as AddressInfo).port}${pathname}`,
    swallow: () => sockets.forEach((each) => each.unpipe()),
    async close() {
      for (const each of sockets) each.destroy();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
