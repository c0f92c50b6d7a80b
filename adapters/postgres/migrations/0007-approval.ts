import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// What waits already was made before rules were kept: no stages = one of the policy's approvers, as it was then.
const terms = `'{"stages":[],"escalation":[],"nudgeEvery":"PT4H","autoApprovedBy":null}'`;
const course = `'{"votes":[],"held":null,"thread":[],"changes":[],"escalated":[],"nudges":[],"quietSince":"1970-01-01T00:00:00.000Z"}'`;

const statements: string[] = [
  `alter table requests add column terms jsonb not null default ${terms}, add column course jsonb not null default ${course}`,
  // Only for the rows there are: whoever inserts says both.
  `alter table requests alter column terms drop default, alter column course drop default`,
  `create table approvers (id text primary key, since timestamptz not null)`,
];

export const migration0007: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
