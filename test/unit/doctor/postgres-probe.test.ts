import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeProbe } from '../../../adapters/postgres/probe.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { startPostgres, whyNoPostgres } from '../../support/postgres.ts';
import type { Server } from '../../support/postgres.ts';

const why = whyNoPostgres();
const look = (url: string) => storeProbe({ kind: 'postgres', url: new Secret(url) }).run();

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(why !== undefined)(`PostgreSQL${why === undefined ? '' : ` (${why})`}`, () => {
  let server: Server;
  beforeAll(() => {
    server = startPostgres();
  });
  afterAll(() => server.stop());

  test('a server that may be used is fine, and stays as it was', async () => {
    const url = server.createDatabase();
    expect(await look(url)).toMatchObject({ status: 'ok', why: expect.stringMatching(/^PostgreSQL \d+ answers$/) });
    expect(await query(url, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  test('a user who may not make schemas: migrations would fail at start', async () => {
    const url = server.createDatabase();
    await query(url, 'create role reader login');
    const found = await look(url.replace('//sendpass@', '//reader@'));
    expect(found).toMatchObject({ status: 'missing', fix: expect.stringContaining('grant create on database') });
  });

  test('a database that does not exist is named by its code only', async () => {
    const url = server.createDatabase().replace(/\/test\d+$/, '/not_there');
    expect(await look(url)).toMatchObject({ status: 'missing', why: 'cannot be used (3D000)' });
  });
});
