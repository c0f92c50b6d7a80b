import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  `create table rotations (
    id text primary key, sender_id text not null references senders deferrable initially deferred,
    route_id text not null references routes deferrable initially deferred, credential_id text not null,
    removes jsonb not null, old_first boolean not null, state text not null, started_by text not null,
    started_at timestamptz not null, proven_at timestamptz, remove_after text, keys_gone_at timestamptz,
    intended_at timestamptz, reason text, reason_code text
  )`,
  // Of two clicks at the same moment one begins.
  `create unique index rotations_one_open on rotations (sender_id) where state not in ('done', 'cancelled')`,
];

export const migration0011: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
