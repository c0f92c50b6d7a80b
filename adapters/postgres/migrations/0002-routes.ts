import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// A route says for itself what it is to be, so that two may stand side by side. Every route that is there is its sender's only one.
const statements: string[] = [
  `alter table routes add desired jsonb, add request_id text, add role text not null default 'main'`,
  `update routes set desired = senders.desired, request_id = senders.request_id from senders where senders.id = routes.sender_id`,
  `alter table routes alter desired set not null, alter request_id set not null, alter role drop default`,
  `update routes set role = 'former' where exists
    (select from routes newer where newer.sender_id = routes.sender_id and newer.generation > routes.generation)`,
  `create unique index routes_one_main on routes (sender_id) where role = 'main'`,
  `create unique index routes_one_next on routes (sender_id) where role = 'next' and state <> 'removed'`,
  `alter table credentials add places_done jsonb not null default '[]'`,
  `alter table mail_intents add route_id text`,
];

export const migration0002: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
