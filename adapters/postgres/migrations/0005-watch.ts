import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  `create table watch_results (
    route_id text not null references routes, sender_id text not null references senders, "check" text not null,
    result text not null, code text, says text, since timestamptz not null, checked_at timestamptz not null,
    took_ms integer not null, cleared jsonb, primary key (route_id, "check")
  )`,
  `create index watch_results_sender on watch_results (sender_id)`,
];

export const migration0005: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
