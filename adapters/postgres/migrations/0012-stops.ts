import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  `create table stops (
    id text primary key, sender_id text not null references senders deferrable initially deferred,
    "by" text not null, "at" timestamptz not null, state text not null, refused_at timestamptz, reason text, reason_code text
  )`,
  `create unique index stops_one_open on stops (sender_id) where state <> 'over'`,
];

export const migration0012: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
