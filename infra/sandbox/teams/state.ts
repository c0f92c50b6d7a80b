// What Teams remembers: one team with its channels, one chat per person with the bot, and their messages.
import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Person } from '../world.ts';

export const BOT_NAME = 'Sendpass';

export type TeamsMessage = {
  /** Milliseconds since the epoch as text, as Teams has it; unique over all conversations. */
  id: string;
  /** Person id, or `bot`. */
  from: string;
  text: string;
  /** The first Adaptive Card, as everybody sees it. */
  card: unknown;
  /** What a person sees instead since the bot answered their Action.Execute with a card; gone with the next update. */
  views: Record<string, unknown>;
  attachments: unknown[];
  at: string;
  updatedAt: string | null;
  deleted: boolean;
  /** The message that opened the thread; null for a top-level message. */
  replyToId: string | null;
};

export type TeamsConversation = {
  /** Short name for tests and the console: `approvals`, `personal:owner`. */
  id: string;
  /** The id on the wire: `19:…@thread.tacv2`, `a:1…`. */
  wireId: string;
  kind: 'personal' | 'channel';
  name: string;
  /** The person of a 1:1 chat. */
  personId: string | null;
  messages: TeamsMessage[];
};

export type OpenDialog = { id: string; personId: string; conversationId: string; messageId: string; card: unknown };

export type ChatEvent =
  | { type: 'post' | 'update' | 'delete' | 'typing'; conversation: string; message: string }
  | { type: 'reset' };

export type Teams = {
  conversations: TeamsConversation[];
  dialogs: Map<string, OpenDialog>;
  /** Whether the team has the app; of a person `appInstalled` says it. */
  teamHasApp: boolean;
  /** Person ids, and `team`: who the bot was told has the app. */
  announced: Set<string>;
  installing: Promise<void>;
  /** People who muted the bot: writes are refused though the app is installed. */
  blocked: Set<string>;
  rateLimits: boolean;
  /** Times of calls, per bucket of the rate limiter. */
  calls: Map<string, number[]>;
  lastId: number;
  /** Attached files by their unique id, with the address that opens each. */
  files: Map<string, { tempauth: string; bytes: Buffer; opens: boolean; endsAt: number }>;
  listeners: Set<(event: ChatEvent) => void>;
};

const CHANNELS = [
  { id: 'general', name: 'General' },
  { id: 'approvals', name: 'Mail approvals' },
  { id: 'alerts-billing', name: 'Billing alerts' },
];

const states = new WeakMap<Context, Teams>();

/** The chat world of this sandbox; made at first use, emptied by a reset (listeners of open consoles stay). */
export function teamsOf(context: Context): Teams {
  const known = states.get(context);
  if (known !== undefined) return known;
  const made = fresh(context);
  states.set(context, made);
  context.onReset(() => {
    Object.assign(made, { ...fresh(context), listeners: made.listeners });
    announce(context, { type: 'reset' });
  });
  return made;
}

function fresh(context: Context): Teams {
  return {
    conversations: CHANNELS.map((each) => ({
      ...each,
      wireId: `19:${digest(context, each.id)}@thread.tacv2`,
      kind: 'channel' as const,
      personId: null,
      messages: [],
    })),
    dialogs: new Map(),
    teamHasApp: true,
    announced: new Set(),
    installing: Promise.resolve(),
    blocked: new Set(),
    rateLimits: true,
    calls: new Map(),
    lastId: 0,
    files: new Map(),
    listeners: new Set(),
  };
}

/** Ids depend on the bot and the name only, so that references a bot stored still fit after a restart of the sandbox. */
function digest(context: Context, label: string): string {
  return createHash('sha256').update(`${context.world.bot.appId}|${label}`).digest('hex').slice(0, 32);
}

/** Teams' own id of a person, which is different for every bot. */
export const mriOf = (context: Context, person: Person): string =>
  `29:1${digest(context, `mri ${person.aadObjectId}`)}`;
export const botMri = (context: Context): string => `28:${context.world.bot.appId}`;
export const teamId = (context: Context): string => `19:${digest(context, 'general')}@thread.tacv2`;
export const teamGroupId = (context: Context): string => {
  const hex = digest(context, 'team group');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The 1:1 chat of a person with the bot; made when first needed. */
export function personalOf(context: Context, person: Person): TeamsConversation {
  const teams = teamsOf(context);
  const id = `personal:${person.id}`;
  const known = teams.conversations.find((each) => each.id === id);
  if (known !== undefined) return known;
  const wireId = `a:1${digest(context, `personal ${person.aadObjectId}`)}`;
  const made = { id, wireId, kind: 'personal' as const, name: person.name, personId: person.id, messages: [] };
  teams.conversations.push(made);
  return made;
}

/** A fresh message id: the time, made unique. */
export function nextMessageId(context: Context): string {
  const teams = teamsOf(context);
  teams.lastId = Math.max(teams.lastId + 1, context.world.now());
  return String(teams.lastId);
}

export function announce(context: Context, event: ChatEvent): void {
  for (const listener of teamsOf(context).listeners) listener(event);
}
