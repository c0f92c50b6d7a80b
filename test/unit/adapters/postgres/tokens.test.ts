import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabasePassword } from '../../../../adapters/azure/database-password.ts';
import { openPostgres } from '../../../../adapters/postgres/open-postgres.ts';
import { storeProbe } from '../../../../adapters/postgres/probe.ts';
import { namedCloud } from '../../../../src/shared/cloud.ts';
import { Secret } from '../../../../src/shared/secret.ts';
import { quiet } from '../../../support/store-samples.ts';

// A server that asks for a password in clear text, as Azure Database for PostgreSQL does for Entra tokens, notes it and turns everybody away.

const seen: { user: string; password: string }[] = [];
const server = createServer((socket) => {
  let user = '';
  socket.on('data', (bytes) => {
    // Start-up: length, protocol 3.0, then names and values, each ended by a zero.
    if (user === '') {
      const words = bytes.subarray(8).toString('utf8').split('\0');
      user = words[words.indexOf('user') + 1] ?? '';
      return void socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
    }
    if (bytes[0] !== 0x70) return;
    seen.push({ user, password: bytes.subarray(5, -1).toString('utf8') });
    const error = Buffer.from('SFATAL\0C28P01\0Mpassword authentication failed\0\0');
    const head = Buffer.from([0x45, 0, 0, 0, 0]);
    head.writeUInt32BE(error.length + 4, 1);
    socket.end(Buffer.concat([head, error]));
  });
  socket.on('error', () => undefined);
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `postgres://sendpass@127.0.0.1:${(server.address() as AddressInfo).port}/sendpass`;
});
afterAll(() => void server.close());

const publicCloud = namedCloud('public');
if (!publicCloud) throw new Error('there is a public cloud');

function tokens() {
  const asked: string[] = [];
  const getToken = async (scope: string | string[]) => {
    asked.push(String(scope));
    return { token: `token-${asked.length}`, expiresOnTimestamp: 0 };
  };
  return { asked, password: createDatabasePassword({ getToken }, publicCloud!) };
}

test('each connection brings a token of its own, asked for this cloud’s databases', async () => {
  const { asked, password } = tokens();
  await expect(openPostgres(url, quiet, undefined, password)).rejects.toMatchObject({ vendor: { code: '28P01' } });
  await expect(openPostgres(url, quiet, undefined, password)).rejects.toMatchObject({ vendor: { code: '28P01' } });
  expect(seen.splice(0)).toEqual([
    { user: 'sendpass', password: 'token-1' },
    { user: 'sendpass', password: 'token-2' },
  ]);
  expect(new Set(asked)).toEqual(new Set(['https://ossrdbms-aad.database.windows.net/.default']));
});

test('the doctor knocks in the same way', async () => {
  const { password } = tokens();
  const found = await storeProbe({ kind: 'postgres', url: new Secret(url) }, password).run();
  expect(found).toMatchObject({ status: 'missing', why: 'cannot be used (28P01)' });
  expect(seen.splice(0)).toEqual([{ user: 'sendpass', password: 'token-1' }]);
});

test('Entra that gives nothing is Entra’s trouble, not the database’s', async () => {
  const password = createDatabasePassword({ getToken: async () => null }, publicCloud);
  await expect(password()).rejects.toMatchObject({ code: 'identity-unreachable', kind: 'retryable' });
});
