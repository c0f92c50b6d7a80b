// Accounts of the workspace: the people of the directory that use chat, and those Slack alone knows – a guest, somebody deactivated, somebody
// of another company.
import type { Context } from '../context.ts';
import { BOT_NAME } from './app.ts';
import { stableId } from './ids.ts';
import type { Node } from './node.ts';
import { slackOf, type Conversation } from './state.ts';

export type SlackUser = {
  /** Short name for tests and the console: `owner`, `guest`. */
  id: string;
  userId: string;
  teamId: string;
  name: string;
  handle: string;
  email: string;
  tz: string;
  deleted: boolean;
  /** `single`: a guest of one channel. */
  guest: 'no' | 'multi' | 'single';
  isBot: boolean;
  updated: number;
};
export type UserPatch = Partial<Pick<SlackUser, 'name' | 'email' | 'tz' | 'deleted' | 'guest'>>;

const patches = new WeakMap<Context, { changed: Map<string, UserPatch & { updated: number }>; added: SlackUser[] }>();

function patchesOf(context: Context) {
  const known = patches.get(context);
  if (known !== undefined) return known;
  const made = { changed: new Map<string, UserPatch & { updated: number }>(), added: [] as SlackUser[] };
  patches.set(context, made);
  context.onReset(() => {
    made.changed.clear();
    made.added.length = 0;
  });
  return made;
}

const ZONES: Record<string, string> = { owner: 'Europe/Berlin', owner2: 'America/New_York', approver: 'Asia/Kolkata' };
const SLACK_ONLY = [
  { id: 'guest', name: 'Lea Brandt', email: 'lea.brandt@agency.example', guest: 'multi' as const },
  { id: 'deactivated', name: 'Tom Vogel', email: 'tom.vogel@contoso.com', deleted: true },
  { id: 'foreign', name: 'Ines Costa', email: 'ines.costa@fabrikam.example' },
];

/** Everybody, the app's bot user included. */
export function usersOf(context: Context): SlackUser[] {
  const { world } = context;
  const { appId, teamId, foreignTeamId, botUserId } = world.slack;
  const make = (id: string, userId: string, name: string, email: string): SlackUser => {
    const tz = ZONES[id] ?? 'Europe/Berlin';
    const account = { id, userId, teamId, name, handle: name.toLowerCase().replaceAll(' ', '.'), email, tz };
    return { ...account, deleted: false, guest: 'no', isBot: false, updated: 1_760_000_000 };
  };
  const people = world.people
    .filter((each) => each.directoryOnly !== true)
    .map((each) => make(each.id, each.slackUserId, each.name, each.mail));
  const others = SLACK_ONLY.map(({ id, name, email, ...more }) => ({
    ...make(id, stableId('U', appId, id), name, email),
    ...(id === 'foreign' ? { teamId: foreignTeamId } : {}),
    ...more,
  }));
  const bot = { ...make('bot', botUserId, BOT_NAME, ''), handle: 'sendpass', isBot: true };
  const { changed, added } = patchesOf(context);
  return [...people, ...others, bot, ...added].map((each) => ({ ...each, ...changed.get(each.userId) }));
}

/** By short name or Slack user id. */
export function findUser(context: Context, id: string): SlackUser | undefined {
  return usersOf(context).find((each) => each.id === id || each.userId === id);
}

/** Changes an account, or makes a new one under a new short name; says which of the two. */
export function patchUser(context: Context, id: string, patch: UserPatch): { user: SlackUser; isNew: boolean } {
  const { changed, added } = patchesOf(context);
  const updated = Math.floor(context.world.now() / 1000);
  const { appId, teamId } = context.world.slack;
  const known = findUser(context, id);
  const fresh: SlackUser = {
    id,
    userId: stableId('U', appId, id),
    teamId,
    name: id,
    handle: id,
    email: `${id}@contoso.com`,
    tz: 'Europe/Berlin',
    deleted: false,
    guest: 'no',
    isBot: false,
    updated,
  };
  const user = known ?? fresh;
  if (known === undefined) added.push(fresh);
  changed.set(user.userId, { ...changed.get(user.userId), ...patch, updated });
  return { user: { ...user, ...patch, updated }, isNew: known === undefined };
}

/** A user as the Web API and events show it. `withEmail` needs users:read.email; people of another workspace have none and are strangers. */
export function userJson(context: Context, user: SlackUser, withEmail: boolean): Node {
  const home = user.teamId === context.world.slack.teamId;
  const [first = '', ...rest] = user.name.split(' ');
  const profile = {
    real_name: user.name,
    display_name: user.handle,
    first_name: first,
    last_name: rest.join(' '),
    team: user.teamId,
    ...(withEmail && home && !user.isBot ? { email: user.email } : {}),
    ...(user.isBot ? { bot_id: context.world.slack.botId, api_app_id: context.world.slack.appId } : {}),
  };
  const base = { id: user.userId, team_id: user.teamId, name: user.handle, deleted: user.deleted, profile };
  if (user.deleted) return { ...base, is_bot: user.isBot, updated: user.updated };
  return {
    ...base,
    real_name: user.name,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetOf(user.tz, context.world.now()),
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: user.guest !== 'no',
    is_ultra_restricted: user.guest === 'single',
    is_bot: user.isBot,
    is_app_user: false,
    updated: user.updated,
    ...(home ? {} : { is_stranger: true }),
  };
}

function offsetOf(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours, minutes] =
    /([+-])(\d\d):(\d\d)/.exec(parts.find((each) => each.type === 'timeZoneName')?.value ?? '') ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

/** The direct message of a person with the app; made when first needed. */
export function personalOf(context: Context, user: SlackUser): Conversation {
  const slack = slackOf(context);
  const id = `personal:${user.id}`;
  const known = slack.conversations.find((each) => each.id === id);
  if (known !== undefined) return known;
  const { appId, botUserId } = context.world.slack;
  const made: Conversation = {
    id,
    wireId: stableId('D', appId, `dm ${user.userId}`),
    kind: 'personal',
    isPrivate: true,
    isExternal: user.teamId !== context.world.slack.teamId,
    isArchived: false,
    name: user.name,
    user: user.userId,
    members: new Set([user.userId, botUserId]),
    messages: [],
    ephemerals: [],
  };
  slack.conversations.push(made);
  return made;
}

/** By short name or wire id; direct messages of everybody exist. */
export function findConversation(context: Context, id: string): Conversation | undefined {
  const known = slackOf(context).conversations.find((each) => each.id === id || each.wireId === id);
  if (known !== undefined || !/^(D|personal:)/.test(id)) return known;
  for (const user of usersOf(context)) if (!user.isBot) personalOf(context, user);
  return slackOf(context).conversations.find((each) => each.id === id || each.wireId === id);
}
