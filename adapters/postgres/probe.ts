import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Finding, Probe } from '../../src/shared/port-probe.ts';
import type { Secret } from '../../src/shared/secret.ts';
import { lockDataDir } from './data-dir-lock.ts';
import type { Password } from './open-postgres.ts';

export type StoreProbeOptions = { kind: 'pglite'; dataDir: string } | { kind: 'postgres'; url: Secret };

/** The database that is configured. It is never opened where that would make or change anything. `password`: as in open-store.ts. */
export function storeProbe(store: StoreProbeOptions, password?: Password): Probe {
  return {
    id: `database:${store.kind}`,
    kind: 'setting',
    run: async () => (store.kind === 'pglite' ? embedded(store.dataDir) : server(store.url, password)),
  };
}

const limits = 'embedded: safe against a killed process, not against power loss';

function embedded(dataDir: string): Finding {
  const folder = resolve(dataDir);
  const nearest = existing(folder);
  try {
    accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return {
      status: 'missing',
      why: `${nearest} may not be written`,
      fix: `chown "$USER" "${nearest}"   # or another DATA_DIR`,
    };
  }
  // Locking makes the file; a folder that never saw a bot has nobody in it.
  if (!existsSync(join(folder, 'lock.sqlite'))) return { status: 'ok', why: `${folder} can be used; ${limits}` };
  try {
    lockDataDir(folder).release();
    return { status: 'ok', why: `${folder} can be used; ${limits}` };
  } catch (thrown) {
    if (!(thrown instanceof SendpassError) || thrown.code !== 'data-dir-in-use') throw thrown;
    return { status: 'ok', why: `${folder} is in use by the running Sendpass; ${limits}` };
  }
}

const existing = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : existing(dirname(path));

type Row = { version: number; mayCreate: boolean };

async function server(url: Secret, password: Password | undefined): Promise<Finding> {
  const [{ default: pg }, { connectionOf }] = await Promise.all([import('pg'), import('./open-postgres.ts')]);
  const client = new pg.Client({ ...connectionOf(url.expose('database'), password), connectionTimeoutMillis: 8_000 });
  // A connection that breaks after the answer must not end the doctor.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Row>(
      `select current_setting('server_version_num')::int / 10000 as version,
              has_database_privilege(current_database(), 'CREATE') as "mayCreate"`,
    );
    const { version, mayCreate } = rows[0] ?? { version: 0, mayCreate: false };
    if (version < 15)
      return {
        status: 'missing',
        why: `PostgreSQL ${version} is too old`,
        fix: 'Use PostgreSQL 15 or newer in DATABASE_URL.',
      };
    if (!mayCreate)
      return {
        status: 'missing',
        why: 'its user may not make schemas in this database',
        fix: `psql -c 'grant create on database NAME to USER'   # migrations and the job queue need it`,
      };
    return { status: 'ok', why: `PostgreSQL ${version} answers` };
  } catch (thrown) {
    // Only the code: the driver's message may quote the address with its password.
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no answer';
    return { status: 'missing', why: `cannot be used (${code})`, fix: 'psql "$DATABASE_URL" -c "select 1"' };
  } finally {
    await client.end().catch(() => undefined);
  }
}
