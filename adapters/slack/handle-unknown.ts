import type { ReceiverEvent } from '@slack/bolt';
import { tellUnknown } from './answer.ts';
import { personShape } from './payloads.ts';
import type { Room } from './room.ts';

const known = ['block_actions', 'view_submission', 'event_callback'];

/** A kind of delivery that the app's manifest asks for; a slash command has no type. */
export const isKnownKind = (body: object): boolean =>
  'type' in body ? known.includes(String(body.type)) : 'command' in body;

/**
 * Signed, but nothing that Sendpass offers (a shortcut, a menu it never filled): acknowledged, recorded, and whoever it was is told. Bolt would
 * leave it unanswered for three seconds, and nobody would hear of it.
 */
export async function handleUnknown(room: Room, { body, ack }: Pick<ReceiverEvent, 'body' | 'ack'>): Promise<void> {
  await ack();
  const { data } = personShape.safeParse(body);
  room.logger.warn({}, 'a delivery of a kind nobody asked for');
  room.onRefused({ why: 'unknown kind', ...(data ? { actor: `slack:${data.user.id}` } : {}) });
  // Where it came with no response URL, in the private chat.
  if (data && data.team?.id === room.teamId)
    room.later(tellUnknown(room, data.user.id, () => Promise.reject(new Error('no response URL'))));
}
