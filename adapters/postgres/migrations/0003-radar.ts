import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  `create table radar_imports (
    id text primary key, at timestamptz not null, by text not null, name text not null, clients integer not null,
    left_out integer not null, position integer generated always as identity
  )`,
  `create table radar_entries (
    address_key text primary key, address text not null, auth text not null, messages integer not null,
    old_tls double precision, first_seen_at timestamptz not null, last_seen_at timestamptz not null,
    import_id text not null references radar_imports
  )`,
  `create index radar_entries_import on radar_entries (import_id)`,
];

export const migration0003: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
