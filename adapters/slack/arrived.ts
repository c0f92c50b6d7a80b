import type { Arrived } from '../../src/chat/arrived.ts';
import type { Seen } from '../../src/chat/port-chat-store.ts';
import type { Member } from './member.ts';

type Input = Arrived['input'];
export type Place = { channel: string; name: string };

/** Everything the chat room needs to know about where it came from. `place` null: a window, or App Home, which are the person's own. */
export function toArrived(
  teamId: string,
  member: Member,
  place: Place | null,
  deliveryId: string,
  input: Input,
): Arrived {
  const { person, locale, timeZone } = member;
  const personal = personalSeen(teamId, member);
  const isOwn = place === null || place.channel === member.dm || place.channel.startsWith('D');
  return {
    platform: 'slack',
    deliveryId,
    actor: person,
    locale,
    timeZone,
    input,
    conversation: isOwn ? personal : channelSeen(teamId, place, input),
    personal,
  };
}

/** What is said there proves that the person can be written to. */
function personalSeen(teamId: string, { person, dm, userId }: Member): Seen {
  return {
    platform: 'slack',
    kind: 'personal',
    name: person.name,
    personId: person.id,
    platformId: dm,
    state: 'ok',
    reference: { channel: dm, workspace: teamId, user: userId },
  };
}

/** A slash command works in channels Sendpass is not in, so what is said there does not prove that it may write there. */
export function channelSeen(teamId: string, { channel, name }: Place, input: Input): Seen {
  const state = input.type === 'removed' ? 'unreachable' : input.type === 'installed' ? 'ok' : null;
  return {
    platform: 'slack',
    kind: 'channel',
    name,
    personId: null,
    platformId: channel,
    ...(state === null ? {} : { state }),
    reference: { channel, workspace: teamId },
  };
}
