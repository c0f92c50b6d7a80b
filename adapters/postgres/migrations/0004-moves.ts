import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: string[] = [
  // What a sender moves from, and why; null for a new sender.
  `alter table requests add move jsonb`,
  `create index requests_moves on requests (sender_id, submitted_at) where kind = 'migrate'`,
  `create unique index requests_one_pending on requests (sender_id) where state = 'pending'`,
  // A task is one route's: every sender had one route so far.
  `alter table tasks add generation integer not null default 1`,
  `update tasks set generation = senders.generation from senders where senders.id = tasks.sender_id`,
  `alter table tasks alter generation drop default`,
  `drop index tasks_one_open`,
  `create unique index tasks_one_open on tasks (sender_id, generation, code) where state <> 'done'`,
  // Few: those being moved to, and what was moved away from until it is removed.
  `create index routes_beside on routes (sender_id) where role <> 'main' and state <> 'removed'`,
  // The picture of who has left a relay is drawn from these.
  `create index audit_events_moves on audit_events (seq) where type in ('sender-proven', 'sender-moved', 'sender-retired')`,
];

export const migration0004: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
