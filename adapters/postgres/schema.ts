import type { ColumnType, Kysely, Transaction } from 'kysely';
import type { AuditType } from '../../src/audit/event.ts';
import type { Interaction } from '../../src/chat/interaction.ts';
import type { Card, CardMatter, Conversation } from '../../src/chat/port-chat-store.ts';
import type { MailIntent } from '../../src/provisioning/port-mail-intents.ts';
import type { Task } from '../../src/provisioning/task.ts';
import type { AccountLink } from '../../src/people/account-link.ts';
import type { SignInTicket } from '../../src/people/sign-in-ticket.ts';
import type { Person } from '../../src/people/person.ts';
import type { MailRequest } from '../../src/requests/request.ts';
import type { Rotation, Stop } from '../../src/senders/rotation.ts';
import type { Credential, Route, Sender, Step } from '../../src/senders/sender.ts';
import type { RadarEntry, RadarImport } from '../../src/watch/radar/radar-entry.ts';
import type { WatchResult } from '../../src/watch/watch-result.ts';
import type { SettingKey } from '../../src/shared/port-settings.ts';

// The tables as Kysely sees them; migrations/ makes them. Columns carry the names of the fields they hold, so that a row is a value and
// nothing has to be translated but JSON, which goes in as text and comes out parsed.

type Json<Value> = ColumnType<Value, string, string>;
type Made<Value> = ColumnType<Value, never, never>;
/** Columns of a row type; those in `Keys` are jsonb. */
type Columns<Row, Keys extends keyof Row = never> = {
  [Key in keyof Row]: Key extends Keys ? Json<Row[Key]> : Row[Key];
};

export type Database = {
  people: Columns<Person>;
  accountLinks: Columns<AccountLink>;
  signInTickets: Columns<SignInTicket, 'purpose'> & { matter: string | null };
  senders: Columns<Sender, 'owners' | 'desired'> & {
    nameKey: string;
    addressKey: string;
    smtpUsernameKey: string | null;
    living: Made<boolean>;
  };
  routes: Columns<Route, 'desired'>;
  steps: Columns<Step, 'facts'> & { position: Made<number> };
  credentials: Columns<Credential, 'placesDone'>;
  rotations: Columns<Rotation, 'removes'>;
  stops: Columns<Stop>;
  requests: Columns<
    Omit<MailRequest, 'decision' | 'move'>,
    'desired' | 'plan' | 'verdicts' | 'editedBy' | 'terms' | 'course'
  > & {
    move: Json<MailRequest['move']> | null;
    decision: Json<Record<string, unknown> | null> | null;
  };
  approvers: { id: string; since: Date };
  tasks: Columns<Task>;
  mailIntents: Columns<MailIntent>;
  radarImports: Columns<RadarImport>;
  radarEntries: Columns<RadarEntry> & { addressKey: string; importId: string };
  watchResults: Omit<Columns<WatchResult>, 'cleared'> & { cleared: Json<WatchResult['cleared']> | null };
  revealTokens: {
    hash: string;
    senderId: string;
    personId: string;
    createdAt: Date;
    usedAt: Date | null;
  };
  conversations: Columns<Conversation, 'reference'> & {
    platformId: string;
    rememberedNo: ColumnType<number, never, unknown>;
  };
  cards: Omit<Columns<Card>, 'matter'> & {
    matter: Json<CardMatter>;
    about: CardMatter['about'];
    subjectId: string;
    matterKey: string;
    position: Made<number>;
    turn: ColumnType<string | null, never, unknown>;
    asked: ColumnType<number, never, unknown>;
  };
  deliveries: { id: string; at: Date; interaction: Json<Interaction> | null };
  settings: { key: SettingKey; value: string; at: Date };
  auditEvents: {
    seq: number;
    at: Date;
    type: AuditType;
    actor: string;
    subject: string;
    data: Json<Record<string, unknown>>;
    previousHash: string;
    hash: string;
  };
  auditHead: { one: Made<boolean>; seq: number; hash: string };
};

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;
