// What Slack remembers: channels, one chat per person with the app, messages, open modals, App Homes, and what is still to be redeemed.
import type { Context } from '../context.ts';
import type { Node } from './node.ts';
import { stableId } from './ids.ts';

export type SlackMessage = {
  /** Seconds and a counter, `1764142447.000100`: Slack's id of a message within its conversation. */
  ts: string;
  /** Slack user id; the bot's for what the app posted. */
  user: string;
  text: string;
  blocks: Node[];
  /** `{event_type, event_payload}`, seen by apps only. */
  metadata: Node | null;
  threadTs: string | null;
  editedTs: string | null;
  deleted: boolean;
};

/** Seen by one person, never in the history. */
export type Ephemeral = {
  ts: string;
  reader: string;
  from: 'app' | 'slackbot';
  text: string;
  blocks: Node[];
  gone: boolean;
};

export type Conversation = {
  /** Short name for tests and the console: `approvals`, `personal:owner`. */
  id: string;
  /** The id on the wire: C…, D…. */
  wireId: string;
  kind: 'personal' | 'channel';
  isPrivate: boolean;
  isExternal: boolean;
  isArchived: boolean;
  name: string;
  /** Slack user id of the person of a direct message. */
  user: string | null;
  /** Slack user ids; the bot's among them where the app was invited. */
  members: Set<string>;
  messages: SlackMessage[];
  ephemerals: Ephemeral[];
};

export type View = Node & { id: string; type: 'modal' | 'home'; hash: string; blocks: Node[]; external_id: string };
export type Trigger = { user: string; at: number; used: boolean; view: string | null; done: () => void };
export type ResponseUrl = {
  conversation: string;
  user: string;
  message: string | null;
  ephemeral: boolean;
  at: number;
  uses: number;
};

export type SlackEvent = {
  type: 'post' | 'update' | 'delete' | 'views' | 'home';
  conversation: string;
  message: string;
};

/** What the app's own settings say, and what tests turn. */
export type Settings = {
  /** Where deliveries go: signed HTTP, or the sockets the app has opened. */
  mode: 'http' | 'socket';
  rate: boolean;
  /** How long an unacknowledged event waits before each of its three repetitions. Slack: at once, 1 minute, 5 minutes; here 60 times faster. */
  retryDelaysMs: [number, number, number];
  homeEnabled: boolean;
};

export type Slack = {
  conversations: Conversation[];
  groups: { id: string; handle: string; name: string; users: string[] }[];
  /** Slack user id → the open modals, the newest last. */
  modals: Map<string, View[]>;
  homes: Map<string, View>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  settings: Settings;
  /** Times of calls, per bucket of the rate limiter. */
  calls: Map<string, number[]>;
  /** Events that wait for their next attempt. */
  timers: Set<NodeJS.Timeout>;
  lastTs: number;
  counter: number;
  listeners: Set<(event: SlackEvent) => void>;
};

const CHANNELS = [
  { id: 'general', name: 'general', people: ['owner', 'owner2', 'approver'], bot: false },
  { id: 'approvals', name: 'mail-approvals', people: ['owner', 'owner2', 'approver'], bot: true },
  { id: 'alerts-billing', name: 'billing-alerts', people: ['owner', 'owner2', 'approver', 'guest'], bot: true },
  { id: 'security', name: 'mail-security', people: ['approver'], bot: true, isPrivate: true },
  { id: 'board', name: 'board', people: ['approver'], bot: false, isPrivate: true },
  { id: 'partners', name: 'ext-fabrikam', people: ['owner', 'approver', 'foreign'], bot: true, isExternal: true },
  { id: 'old', name: 'mail-2024', people: ['owner'], bot: true, isArchived: true },
];

const states = new WeakMap<Context, Slack>();

/** The workspace of this sandbox; made at first use, emptied by a reset (listeners of open consoles stay). */
export function slackOf(context: Context): Slack {
  const known = states.get(context);
  if (known !== undefined) return known;
  const made = fresh(context);
  states.set(context, made);
  const quiet = (): void => {
    for (const each of made.timers) clearTimeout(each);
  };
  context.onClose(quiet);
  context.onReset(() => {
    quiet();
    Object.assign(made, { ...fresh(context), listeners: made.listeners });
  });
  return made;
}

function fresh({ world }: Context): Slack {
  const { appId, botUserId } = world.slack;
  const user = (id: string): string =>
    world.people.find((each) => each.id === id)?.slackUserId ?? stableId('U', appId, id);
  return {
    conversations: CHANNELS.map(({ id, name, people, bot, isPrivate, isExternal, isArchived }) => ({
      id,
      name,
      wireId: stableId('C', appId, id),
      kind: 'channel',
      isPrivate: isPrivate === true,
      isExternal: isExternal === true,
      isArchived: isArchived === true,
      user: null,
      members: new Set([...people.map(user), ...(bot ? [botUserId] : [])]),
      messages: [],
      ephemerals: [],
    })),
    groups: [
      {
        id: stableId('S', appId, 'approvers'),
        handle: 'mail-approvers',
        name: 'Mail approvers',
        users: [user('approver')],
      },
    ],
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    settings: { mode: 'http', rate: true, retryDelaysMs: [0, 1000, 5000], homeEnabled: true },
    calls: new Map(),
    timers: new Set(),
    lastTs: 0,
    counter: 0,
    listeners: new Set(),
  };
}

/** A fresh timestamp, later than all before. */
export function nextTs(context: Context): string {
  const slack = slackOf(context);
  slack.lastTs = Math.max(slack.lastTs + 1, context.world.now() * 1000);
  return `${Math.floor(slack.lastTs / 1_000_000)}.${String(slack.lastTs % 1_000_000).padStart(6, '0')}`;
}

export function announce(context: Context, event: SlackEvent): void {
  for (const listener of slackOf(context).listeners) listener(event);
}
