import { fillWindow, openWindow, privately, sayPrivately, tellUnknown, windowOf } from './answer.ts';
import type { Respond } from './answer.ts';
import type { Place } from './arrived.ts';
import { publishHome } from './home.ts';
import { clickShape } from './payloads.ts';
import type { Click } from './payloads.ts';
import { replyTo, soon } from './room.ts';
import type { Answered, Came, Room } from './room.ts';

type Ack = () => Promise<void>;
type Pressed = { opens: boolean; action: string; values: Record<string, string> };

/**
 * A button. One that opens a window gets it at once, empty, because its trigger lives three seconds and looking things up may take longer; then
 * it is filled. Any other is answered when it is done, or when Slack would wait no longer, by a private line.
 */
export async function handleClick(room: Room, { body, at }: Came, ack: Ack, respond: Respond): Promise<void> {
  const parsed = clickShape.safeParse(body);
  const pressed = parsed.success ? room.render.readAction(parsed.data.actions[0] ?? {}) : null;
  if (!parsed.success || !pressed) {
    await ack();
    return unknownButton(room, parsed.data, respond);
  }
  const click = parsed.data;
  const modal = click.view?.type === 'modal' ? click.view.id : null;
  if (pressed.opens || modal !== null || click.view?.type === 'home') {
    await ack();
    return room.later(openAndAnswer(room, click, pressed, modal, respond));
  }
  const working = act(room, click, pressed);
  await soon(room, at, working);
  await ack();
  room.later(working.then((answered) => sayPrivately(room, click.user.id, privately(answered, room.render), respond)));
}

const isLink = (action: unknown): boolean =>
  typeof action === 'object' &&
  action !== null &&
  'action_id' in action &&
  String(action.action_id).startsWith('link:');

/** Slack tells of links too; everything else is nothing that Sendpass made. */
function unknownButton(room: Room, click: Click | undefined, respond: Respond): void {
  const [action] = click?.actions ?? [];
  if (isLink(action)) return;
  room.logger.warn({}, 'a button nobody knows was pressed');
  room.onRefused({ why: 'unknown button', ...(click ? { actor: `slack:${click.user.id}` } : {}) });
  if (click) room.later(tellUnknown(room, click.user.id, respond));
}

async function openAndAnswer(room: Room, click: Click, pressed: Pressed, modal: string | null, respond: Respond) {
  // Pressed in a window: that one shows the answer.
  const window = modal ?? (await openWindow(room, click.trigger_id, room.render.loading()));
  // Nothing is done that could not be shown: a reveal would be recorded and seen by nobody.
  if (window === null) {
    const say = 'Slack could not open a window in time. Nothing was done: press again.';
    return sayPrivately(room, click.user.id, privately({ ok: false, say }, room.render), respond);
  }
  const answered = await act(room, click, pressed);
  await fillWindow(room, window, windowOf(answered, room.render, extraOf(room, click)));
  if (click.view?.type === 'home' && answered.ok && answered.member) await publishHome(room, answered.member);
}

/** The card a window was opened from, for what is pressed in that window. */
function extraOf({ render }: Room, click: Click): Record<string, string> {
  if (click.view?.type === 'modal') return render.readExtra(click.view.private_metadata);
  const messageId = click.message?.ts ?? click.container?.message_ts ?? null;
  // Copies only their reader sees are no cards: they cannot be updated, and have no place in the store.
  if (messageId === null || !click.channel || click.container?.is_ephemeral === true) return {};
  return { messageId, channel: click.channel.id, name: click.channel.name ?? '' };
}

function act(room: Room, click: Click, { opens, action, values }: Pressed): Promise<Answered> {
  const { messageId = null, channel, name = '' } = extraOf(room, click);
  const from = click.channel ? { channel: click.channel.id, name: click.channel.name ?? '' } : null;
  const place: Place | null = channel === undefined ? from : { channel, name };
  return replyTo(
    room,
    { team: click.team?.id ?? click.user.team_id, user: click.user.id, userTeam: click.user.team_id },
    {
      place,
      deliveryId: `slack:${click.trigger_id}`,
      input: { type: opens ? 'open-dialog' : 'action', action, values, messageId },
    },
  );
}
