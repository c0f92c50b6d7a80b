import { expect, test } from 'vitest';
import { readStore } from '../../../src/config-store.ts';
import { namedCloud } from '../../../src/shared/cloud.ts';

function read(env: Record<string, string>, cloud = namedCloud('public')) {
  const problems: string[] = [];
  const store = readStore(
    (key) => env[key] ?? '',
    cloud,
    (key, ...words) => {
      problems.push(key);
      expect(words.join(' ')).not.toContain('planted');
    },
  );
  return { store, problems };
}

test('without an address it is a folder', () => {
  expect(read({})).toEqual({ store: { kind: 'pglite', dataDir: 'data' }, problems: [] });
});

test.each<[Record<string, string>, string[]]>([
  [{ DATABASE_AUTH: 'token' }, ['DATABASE_AUTH']],
  [{ DATABASE_AUTH: 'entra' }, ['DATABASE_URL']],
  [{ DATABASE_AUTH: 'entra', DATABASE_URL: 'postgres://bot:planted@db/sendpass' }, ['DATABASE_URL']],
  [{ DATABASE_URL: 'mysql://bot:planted@db/sendpass' }, ['DATABASE_URL']],
  [{ DATABASE_URL: 'postgres://bot:planted@db' }, ['DATABASE_URL']],
  [{ DATABASE_URL: 'postgres://' }, ['DATABASE_URL']],
])('%j is refused by name, without a word of the address', (env, keys) => {
  expect(read(env).problems).toEqual(keys);
});

test('an address without a password and tokens instead', () => {
  const { store, problems } = read({ DATABASE_AUTH: 'entra', DATABASE_URL: 'postgres://bot@db/sendpass' });
  expect(problems).toEqual([]);
  expect(store).toMatchObject({ kind: 'postgres', auth: 'entra' });
});

test('a socket’s folder in place of the host is an address', () => {
  expect(read({ DATABASE_URL: 'postgres://bot@%2Frun%2Fpostgres/sendpass' }).problems).toEqual([]);
});

test('a cloud that gives no tokens for databases says so', () => {
  const { database: _none, ...cloud } = namedCloud('public')!;
  const env = { DATABASE_AUTH: 'entra', DATABASE_URL: 'postgres://bot@db/sendpass' };
  expect(read(env, cloud).problems).toEqual(['DATABASE_AUTH']);
});
