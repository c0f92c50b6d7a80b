// Activities as Teams sends them. Everything a bot may rely on is here; what Teams leaves out is left out.
import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Person } from '../world.ts';
import { serviceUrlOf } from './delivery-token.ts';
import { BOT_NAME, botMri, mriOf, teamGroupId, teamId, type TeamsConversation } from './state.ts';

export type Activity = Record<string, unknown>;

const LOCALE = 'en-US';
const TIME_ZONE = 'Europe/Berlin';

/** What all activities of one person in one conversation share. `thread`: the channel message that opened the thread. */
export function envelope(context: Context, person: Person, conversation: TeamsConversation, thread?: string): Activity {
  const at = new Date(context.world.now());
  const isChannel = conversation.kind === 'channel';
  const tenant = isChannel ? context.world.tenantId : person.tenantId;
  const suffix = isChannel && thread !== undefined ? `;messageid=${thread}` : '';
  return {
    id: `f:${randomUUID()}`,
    timestamp: at.toISOString(),
    localTimestamp: at.toISOString(),
    localTimezone: TIME_ZONE,
    locale: LOCALE,
    serviceUrl: serviceUrlOf(context),
    channelId: 'msteams',
    from: { id: mriOf(context, person), name: person.name, aadObjectId: person.aadObjectId },
    recipient: { id: botMri(context), name: BOT_NAME },
    conversation: {
      ...(isChannel ? { isGroup: true } : {}),
      conversationType: conversation.kind,
      tenantId: tenant,
      id: `${conversation.wireId}${suffix}`,
    },
    entities: [{ type: 'clientInfo', locale: LOCALE, country: 'US', platform: 'Web', timezone: TIME_ZONE }],
    channelData: { tenant: { id: tenant }, ...(isChannel ? channelFacts(context, conversation) : {}) },
  };
}

function channelFacts(context: Context, conversation: TeamsConversation) {
  const team = { id: teamId(context), name: 'Contoso mail', aadGroupId: teamGroupId(context) };
  return {
    teamsChannelId: conversation.wireId,
    teamsTeamId: team.id,
    channel: { id: conversation.wireId },
    team,
  };
}

function withSource(base: Activity, name: string): Activity {
  const { channelData } = base;
  return { ...base, channelData: { ...(channelData as object), source: { name } } };
}

/** A typed message. In a channel Teams only sends those that mention the bot, with the mention in the text. */
export function textActivity(base: Activity, context: Context, text: string, id: string): Activity {
  const isChannel = (base['conversation'] as { conversationType: string }).conversationType === 'channel';
  const mention = `<at>${BOT_NAME}</at>`;
  const words = isChannel && !text.includes(mention) ? `${mention} ${text}` : text;
  const mentioned = { id: botMri(context), name: BOT_NAME };
  const entities = base['entities'] as unknown[];
  const html = words.replace(
    mention,
    `<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">${BOT_NAME}</span>`,
  );
  return {
    ...base,
    type: 'message',
    id,
    text: words,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${html}</p>` }],
    entities: words.includes(mention) ? [{ type: 'mention', mentioned, text: mention }, ...entities] : entities,
  };
}

/** A pressed Action.Submit: a message without text. */
export const submitActivity = (base: Activity, replyToId: string, value: unknown): Activity =>
  withSource({ ...base, type: 'message', replyToId, value }, 'message');

export const invokeActivity = (base: Activity, name: string, replyToId: string, value: unknown): Activity =>
  withSource({ ...base, type: 'invoke', name, replyToId, value }, 'message');

/** The two activities of an installation or its removal, in Teams' order. */
export function installActivities(base: Activity, context: Context, added: boolean): Activity[] {
  const bot = { id: botMri(context) };
  const changed = added ? { membersAdded: [bot] } : { membersRemoved: [bot] };
  const data = { ...(base['channelData'] as object), settings: { selectedChannel: base['conversation'] } };
  const action = { ...base, type: 'installationUpdate', action: added ? 'add' : 'remove', channelData: data };
  const eventType = added ? 'teamMemberAdded' : 'teamMemberRemoved';
  const update = {
    ...base,
    type: 'conversationUpdate',
    ...changed,
    id: `f:${randomUUID()}`,
    channelData: { ...(base['channelData'] as object), eventType },
  };
  return [action, update];
}
