import { sql } from 'kysely';
import type { Radar } from '../../src/watch/radar/port-radar.ts';
import type { Client, RadarCounts, RadarImport } from '../../src/watch/radar/radar-entry.ts';
import { clean, fold, json } from './rows.ts';
import type { Tx } from './schema.ts';

const entryFields = ['address', 'auth', 'messages', 'oldTls', 'firstSeenAt', 'lastSeenAt'] as const;
const importFields = ['id', 'at', 'by', 'name', 'clients', 'leftOut'] as const;

export const radarIn = (tx: Tx): Radar => ({
  record: (imported, clients) => record(tx, imported, clients),
  latest: () => latest(tx),

  get: (address) =>
    tx.selectFrom('radarEntries').select(entryFields).where('addressKey', '=', fold(address)).executeTakeFirst(),

  counts: () => counts(tx),

  page: ({ offset, limit }) =>
    latestEntries(tx)
      .select(entryFields)
      .where('auth', '<>', 'oauth')
      .where(sql<boolean>`not ${covered}`)
      .orderBy(sql`auth = 'unknown'`)
      .orderBy('messages', 'desc')
      .orderBy('addressKey')
      .offset(offset)
      .limit(limit)
      .execute(),
});

const latest = (tx: Tx): Promise<RadarImport | undefined> =>
  tx
    .selectFrom('radarImports')
    .select(importFields)
    .orderBy(sql`position`, 'desc')
    .limit(1)
    .executeTakeFirst();

const latestEntries = (tx: Tx) =>
  tx.selectFrom('radarEntries').where('importId', '=', (latestId) =>
    latestId
      .selectFrom('radarImports')
      .select('id')
      .orderBy(sql`position`, 'desc')
      .limit(1),
  );

const covered = sql`exists (select 1 from senders where senders.living and senders.address_key = radar_entries.address_key)`;

/** One statement however many rows: ten thousand rows are more parameters than PostgreSQL takes. */
async function record(tx: Tx, imported: RadarImport, clients: Client[]): Promise<{ added: number; renewed: number }> {
  const before = await total(tx);
  await tx.insertInto('radarImports').values(clean(imported)).execute();
  const rows = clients.map(({ address, ...rest }) => ({ address, addressKey: fold(address), ...rest }));
  await sql`
    insert into radar_entries (address_key, address, auth, messages, old_tls, first_seen_at, last_seen_at, import_id)
    select "addressKey", address, auth, messages, "oldTls", ${imported.at}::timestamptz, ${imported.at}::timestamptz, ${imported.id}::text
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as row ("addressKey" text, address text, auth text, messages integer, "oldTls" double precision)
    on conflict (address_key) do update set
      address = excluded.address, auth = excluded.auth, messages = excluded.messages, old_tls = excluded.old_tls,
      last_seen_at = excluded.last_seen_at, import_id = excluded.import_id
  `.execute(tx);
  const added = (await total(tx)) - before;
  return { added, renewed: clients.length - added };
}

async function total(tx: Tx): Promise<number> {
  const { all } = await tx
    .selectFrom('radarEntries')
    .select(({ fn }) => fn.countAll<string>().as('all'))
    .executeTakeFirstOrThrow();
  return Number(all);
}

async function counts(tx: Tx): Promise<RadarCounts> {
  const now = await latest(tx);
  if (!now) return { stops: 0, maybe: 0, oauth: 0, covered: 0, gone: 0 };
  const { rows } = await sql<Record<keyof RadarCounts, number>>`
    select
      count(*) filter (where seen and not covered and auth in ('basic', 'both'))::int as stops,
      count(*) filter (where seen and not covered and auth = 'unknown')::int as maybe,
      count(*) filter (where seen and not covered and auth = 'oauth')::int as oauth,
      count(*) filter (where seen and covered)::int as covered,
      count(*) filter (where not seen)::int as gone
    from (
      select auth, import_id = ${now.id}::text as seen,
        ${covered} as covered
      from radar_entries
    ) as entry
  `.execute(tx);
  return rows[0] ?? { stops: 0, maybe: 0, oauth: 0, covered: 0, gone: 0 };
}
