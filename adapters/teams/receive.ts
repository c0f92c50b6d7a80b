import type { Arrived } from '../../src/chat/arrived.ts';
import type { Values } from '../../src/chat/interaction.ts';
import type { SentFile } from '../../src/chat/port-chat-files.ts';
import type { Person } from '../../src/people/person.ts';
import type { TeamsActivity } from './activity.ts';

type Input = Arrived['input'];

/** What a person did, or null for what Sendpass does not react to. */
export function readInput(activity: TeamsActivity): Input | null {
  const messageId = activity.replyToId ?? null;
  if (activity.type === 'message') return readMessage(activity, messageId);
  if (activity.type === 'installationUpdate')
    return { type: activity.action?.startsWith('remove') ? 'removed' : 'installed' };
  if (activity.type !== 'invoke') return null;
  const value = record(activity.value);
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const action = record(value['action']);
      return actionOf('action', toValues(action['data']), messageId, action['verb']);
    }
    case 'task/fetch':
      return actionOf('open-dialog', toValues(value['data']), messageId);
    case 'task/submit': {
      const values = toValues(value['data']);
      const name = values['action'];
      return name === undefined ? null : { type: 'submit-dialog', action: name, values };
    }
    case undefined:
    default:
      return null;
  }
}

// Clients older than Action.Execute send its Action.Submit fallback: a message with a value instead of text.
function readMessage(activity: TeamsActivity, messageId: string | null): Input | null {
  if (activity.value !== undefined && activity.value !== null)
    return late(actionOf('action', toValues(activity.value), messageId));
  const text = withoutMention(activity);
  const [, thread] = /;messageid=(\d+)/.exec(activity.conversation.id) ?? [];
  const files = sentFiles(activity);
  return {
    type: 'message',
    text,
    ...(thread === undefined ? {} : { thread }),
    ...(files.length === 0 ? {} : { files }),
  };
}

/**
 * Files attached in a private chat (Teams: "Send and receive files using bot"); in channels Teams sends bots none. The address is checked
 * before anything is fetched from it (download.ts).
 */
function sentFiles({ attachments }: TeamsActivity): SentFile[] {
  return (attachments ?? []).flatMap(({ contentType, name, content }) => {
    const url = record(content)['downloadUrl'];
    if (contentType !== fileType || typeof url !== 'string' || url.length > longestUrl) return [];
    return [{ name: storable(name ?? 'a file'), url: storable(url) }];
  });
}

const fileType = 'application/vnd.microsoft.teams.file.download.info';
const longestUrl = 8_000;

function actionOf(type: 'action' | 'open-dialog', values: Values, messageId: string | null, verb?: unknown) {
  const action = values['action'] ?? (typeof verb === 'string' ? verb : undefined);
  return action === undefined ? null : { type, action, values, messageId };
}

const late = (input: Input | null): Input | null => (input?.type === 'action' ? { ...input, late: true } : input);

/** The text without the bot's own mention; other people's mentions stay as their names. */
function withoutMention(activity: TeamsActivity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const mentioned = record(entity['mentioned']);
    if (entity['type'] === 'mention' && mentioned['id'] === activity.recipient.id && typeof entity['text'] === 'string')
      text = text.replaceAll(entity['text'], ' ');
  }
  return text
    .replaceAll(/<\/?at>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 4000);
}

/** Without NUL and halves of a surrogate pair: no database can store them, nor be asked for them. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

const cap = 4000;
const mostFields = 100;

/** Strings only; numbers and booleans become strings, everything else is dropped, each is capped. */
export function toValues(data: unknown): Values {
  const values: Values = Object.create(null) as Values;
  for (const [key, value] of Object.entries(record(data)).slice(0, mostFields)) {
    if (key === '__proto__' || key === 'msteams') continue;
    if (typeof value === 'string') values[key] = storable(value.slice(0, cap));
    else if (typeof value === 'number' || typeof value === 'boolean') values[key] = String(value);
  }
  return { ...values };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Everything the chat room needs to know about where it came from; the reference is all that is needed to write there later. */
export function toArrived(
  activity: TeamsActivity,
  actor: Person,
  input: Input,
  botAppId: string,
  channel: string | null,
): Arrived {
  const personal = activity.conversation.conversationType === 'personal';
  const { team } = activity.channelData ?? {};
  // A channel's conversation id names the thread; the bare id is the channel itself.
  const conversationId = activity.conversation.id.split(';')[0] ?? activity.conversation.id;
  return {
    platform: 'teams',
    deliveryId: `teams:${conversationId}:${activity.id}`,
    actor,
    locale: activity.locale ?? 'en-GB',
    timeZone: activity.localTimezone ?? timeZoneOf(activity) ?? 'UTC',
    input,
    conversation: {
      platform: 'teams',
      kind: personal ? 'personal' : 'channel',
      name: personal ? actor.name : (channel ?? placeName(activity)),
      personId: personal ? actor.id : null,
      platformId: conversationId,
      ...stateSeen(input, personal),
      reference: {
        serviceUrl: activity.serviceUrl,
        conversationId,
        tenantId: actor.tenantId,
        botId: activity.recipient.id,
        botAppId,
        ...(!personal && team ? { team: team.id } : {}),
      },
    },
  };
}

/**
 * Removed: else the place would count as reachable until the event is handled. What is said in a channel proves that Teams delivers from
 * there, not that it takes what Sendpass posts.
 */
function stateSeen(input: Input, personal: boolean): Pick<Arrived['conversation'], 'state'> {
  if (input.type === 'removed') return { state: 'unreachable' };
  return personal || input.type === 'installed' ? { state: 'ok' } : {};
}

/** Where the channel's own name is not known: a team's name alone would be taken for the channel's. */
function placeName({ channelData, conversation }: TeamsActivity): string {
  const team = channelData?.team?.name;
  return channelData?.channel?.name ?? conversation.name ?? (team ? `a channel of the team ${team}` : 'the channel');
}

function timeZoneOf(activity: TeamsActivity): string | undefined {
  const info = activity.entities?.find((entity) => entity['type'] === 'clientInfo');
  return typeof info?.['timezone'] === 'string' ? info['timezone'] : undefined;
}
