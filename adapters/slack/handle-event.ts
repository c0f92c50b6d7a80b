import type { Person } from '../../src/people/person.ts';
import { toArrived } from './arrived.ts';
import { post } from './client.ts';
import { publishHome } from './home.ts';
import type { Member } from './member.ts';
import { eventShape } from './payloads.ts';
import type { Event } from './payloads.ts';
import type { Blocks } from './render.ts';
import { refusalView, whoIs } from './room.ts';
import type { Input, Room } from './room.ts';
import { typedText } from './text.ts';

/** An event. What it throws makes Slack deliver it again, up to three times; what was stored is not stored twice. */
export async function handleEvent(room: Room, body: unknown): Promise<void> {
  const parsed = eventShape.safeParse(body);
  if (!parsed.success) return;
  const { event, team_id } = parsed.data;
  if (team_id !== room.teamId) return room.onRefused({ why: 'foreign-workspace' });
  switch (event.type) {
    case 'message':
      return event.channel_type === 'im' && isTyped(event) ? said(room, parsed.data) : undefined;
    case 'app_mention':
      return isTyped(event) ? said(room, parsed.data) : undefined;
    case 'app_home_opened':
      return event.tab === 'home' ? openedHome(room, event.user) : undefined;
    case 'user_change':
      return event.user === undefined ? undefined : accountChanged(room, event.user);
    case 'member_joined_channel':
    case 'member_left_channel':
      return event.user === (await room.botUserId()) ? membership(room, parsed.data) : undefined;
    case 'channel_left':
    case 'group_left':
    case 'channel_archive':
    case 'group_archive':
      return membership(room, parsed.data);
    case 'app_uninstalled':
    case 'tokens_revoked':
      room.logger.error(
        { event: event.type },
        'Sendpass was removed from the Slack workspace: nothing can be posted there',
      );
      return undefined;
    default:
      return undefined;
  }
}

/** Looked at anew at once: an address that changed, or an account that was closed, ends what it stood for before anybody uses it. */
async function accountChanged(room: Room, user: string): Promise<void> {
  room.members.forget(user);
  await room.members.lookUp(user);
}

/** Edits, deletions, joins and the words of bots are not commands. */
const isTyped = ({ bot_id, subtype, user }: Event['event']): boolean =>
  bot_id === undefined && user !== undefined && (subtype === undefined || subtype === 'file_share');

async function said(room: Room, { event, event_id, team_id }: Event): Promise<void> {
  const { user = '', channel = '', user_team } = event;
  const looked = await whoIs(room, { team: team_id, user, userTeam: user_team });
  if (!looked.ok) return tell(room, channel, user, room.render.message(await refusalView(room, looked, user)));
  const isChannel = event.type === 'app_mention';
  const name = isChannel ? ((await room.channels.info(channel))?.name ?? '') : '';
  const input = messageOf(event, await room.botUserId());
  await room.onArrived(toArrived(room.teamId, looked.member, { channel, name }, `slack:${event_id}`, input));
}

function messageOf(event: Event['event'], botUserId: string): Input {
  const text = typedText(event.text ?? '', botUserId);
  // In a channel the answer is a thread under the question; a private chat is one conversation.
  const thread = event.type === 'app_mention' ? (event.thread_ts ?? event.ts) : event.thread_ts;
  // Files are not read from Slack yet: a report sent alone is answered with the way to paste it.
  const isFileAlone = text === '' && (event.files ?? []).length > 0;
  return {
    type: 'message',
    text: isFileAlone ? 'radar import' : text,
    ...(thread === undefined ? {} : { thread }),
  };
}

/** Whoever is refused is told so where they wrote, for their eyes only; a private chat is private. Not told, they ask again. */
async function tell(
  { client, logger }: Room,
  channel: string,
  user: string,
  message: { text: string; blocks: Blocks },
): Promise<void> {
  const telling = channel.startsWith('D')
    ? post(client, { channel, ...message, mrkdwn: false })
    : client.chat.postEphemeral({ channel, user, ...message });
  await telling.catch(() => logger.warn({ user }, 'a refusal could not be told'));
}

async function openedHome(room: Room, user: string | undefined): Promise<void> {
  const looked = user === undefined ? null : await room.members.lookUp(user);
  if (looked?.ok) return room.later(publishHome(room, looked.member));
  if (!looked || user === undefined) return undefined;
  const view = room.render.home(await refusalView(room, looked, user));
  room.later(room.client.views.publish({ user_id: user, view: view as never }));
}

/** Sendpass itself came into a channel or is not in it any more. Who did that need not be known: it gives no rights. */
async function membership(room: Room, { event, event_id }: Event): Promise<void> {
  const { channel = '', inviter } = event;
  const joined = event.type === 'member_joined_channel';
  if (!joined) {
    const { personal: _nobodys, ...arrived } = toArrived(
      room.teamId,
      nobody,
      { channel, name: '' },
      `slack:${event_id}`,
      { type: 'removed' },
    );
    return void (await room.onArrived(arrived));
  }
  const looked = inviter === undefined ? null : await room.members.lookUp(inviter);
  const name = (await room.channels.info(channel, true))?.name ?? '';
  const member = looked?.ok ? looked.member : nobody;
  const arrived = toArrived(room.teamId, member, { channel, name }, `slack:${event_id}`, { type: 'installed' });
  const { personal, ...rest } = arrived;
  await room.onArrived(looked?.ok && personal ? { ...rest, personal } : rest);
}

const nobodyPerson: Person = { id: 'sendpass', entraObjectId: 'sendpass', tenantId: '', name: 'Sendpass', email: null };
const nobody: Member = { userId: '', person: nobodyPerson, dm: '', locale: 'en-GB', timeZone: 'UTC' };
