import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  // `turn`: null where nothing waits to be shown; else its place in the line of its conversation. `asked`: how often it was asked for.
  `create sequence card_turns as bigint`,
  `alter table cards add turn bigint, add asked integer not null default 0`,
  `create index cards_turn on cards (conversation_id, turn) where turn is not null`,
];

export const migration0006: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
