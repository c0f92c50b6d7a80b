import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  `create table account_links (
    account text primary key, account_name text not null, account_email text, person_id text not null, how text not null,
    state text not null, why text, since timestamptz not null
  )`,
  `create index account_links_person on account_links (person_id)`,
  `create table sign_in_tickets (
    token_hash text primary key, purpose jsonb not null, created_at timestamptz not null, browser_hash text unique,
    state text not null, person_id text, changed_at timestamptz not null, matter text
  )`,
  `create index sign_in_tickets_matter on sign_in_tickets (person_id, matter)`,
];

export const migration0008: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
