import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// Names of unique indexes are part of the contract: errors.ts turns them into conflict codes. Never edit a migration that was released;
// add the next one.

const statements: string[] = [
  `create table people (
    id text primary key, name text not null, entra_object_id text not null, tenant_id text not null, email text
  )`,
  `create table senders (
    id text primary key, name text not null, owners jsonb not null, state text not null, desired jsonb not null,
    desired_hash text not null, generation integer not null, request_id text not null, wanted text not null,
    proven_at timestamptz, installed_at timestamptz, reveal_count integer not null, created_at timestamptz not null,
    version integer not null,
    name_key text not null, address_key text not null, smtp_username_key text,
    living boolean generated always as (state not in ('cancelled', 'retired', 'closed')) stored
  )`,
  `create unique index senders_living_name on senders (name_key) where living`,
  `create unique index senders_living_address on senders (address_key) where living`,
  `create unique index senders_living_smtp_username on senders (smtp_username_key) where living`,
  `create index senders_owners on senders using gin (owners jsonb_path_ops)`,
  `create index senders_state on senders (state)`,
  // Deferred: the order of inserts within a transaction is nobody's business.
  `create table routes (
    id text primary key, sender_id text not null references senders deferrable initially deferred, relay text not null,
    generation integer not null, state text not null
  )`,
  `create index routes_sender on routes (sender_id)`,
  `create table steps (
    route_id text not null references routes deferrable initially deferred, kind text not null, name text not null,
    state text not null, external_id text, facts jsonb not null, reason text, reason_code text, intended_at timestamptz,
    done_at timestamptz, took_ms double precision, position integer generated always as identity,
    primary key (route_id, kind)
  )`,
  `create table credentials (
    id text primary key, route_id text not null references routes deferrable initially deferred, no integer not null,
    operation_id text not null, key_id text, vault_name text not null, vault_version text, ends_at timestamptz not null,
    state text not null
  )`,
  `create unique index credentials_no on credentials (route_id, no)`,
  `create table requests (
    id text primary key, sender_id text not null, kind text not null, state text not null, version integer not null,
    desired jsonb not null, desired_hash text not null, plan jsonb not null, verdicts jsonb not null,
    submitted_by text not null, edited_by jsonb not null, submitted_at timestamptz not null,
    expires_at timestamptz not null, decision jsonb
  )`,
  `create index requests_state on requests (state, submitted_at)`,
  `create table tasks (
    id text primary key, sender_id text not null, code text not null, title text not null, why text not null,
    script text not null, state text not null, opened_at timestamptz not null, done_by text
  )`,
  `create unique index tasks_one_open on tasks (sender_id, code) where state <> 'done'`,
  `create table mail_intents (
    id text primary key, sender_id text not null, "to" text not null, to_address text not null, message_id text not null,
    state text not null, reason text, asked_by text not null, created_at timestamptz not null, sent_at timestamptz
  )`,
  `create index mail_intents_created on mail_intents (created_at)`,
  `create index mail_intents_sender on mail_intents (sender_id, created_at)`,
  `create table reveal_tokens (
    hash text primary key, sender_id text not null, person_id text not null, created_at timestamptz not null,
    used_at timestamptz
  )`,
  `create table conversations (
    id text primary key, platform text not null, platform_id text not null, kind text not null, name text not null,
    person_id text, reference jsonb not null, state text not null
  )`,
  `create sequence conversations_remembered as integer`,
  `alter table conversations add remembered_no integer not null default nextval('conversations_remembered')`,
  `create unique index conversations_platform on conversations (platform, platform_id)`,
  `create index conversations_person on conversations (person_id)`,
  `create table cards (
    id text primary key, about text not null, subject_id text not null, matter_key text not null, matter jsonb not null,
    conversation_id text not null references conversations deferrable initially deferred, reader_id text, message_id text,
    state text not null, shown_hash text, why text, position integer generated always as identity
  )`,
  `create unique index cards_matter_place on cards (matter_key, conversation_id)`,
  `create index cards_subject on cards (about, subject_id)`,
  `create index cards_message on cards (conversation_id, message_id)`,
  `create table deliveries (id text primary key, at timestamptz not null, interaction jsonb)`,
  `create index deliveries_at on deliveries (at)`,
  `create table settings (key text primary key, value text not null, at timestamptz not null)`,
  `create table audit_events (
    seq integer primary key, at timestamptz not null, type text not null, actor text not null, subject text not null,
    data jsonb not null, previous_hash text not null, hash text not null
  )`,
  `create index audit_events_subject on audit_events (subject, seq)`,
  `create table audit_head (
    one boolean primary key default true check (one), seq integer not null, hash text not null
  )`,
  `insert into audit_head (seq, hash) values (0, repeat('0', 64))`,
  // A mistake in a query cannot touch the past; who owns the database can, and the hashes show it.
  `create function audit_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'audit events are append-only'; end $$`,
  `create trigger audit_append_only before update or delete or truncate on audit_events
    for each statement execute function audit_refuse()`,
];

export const migration0001: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
