import { fillWindow, openWindow, privately, sayPrivately, windowOf } from './answer.ts';
import type { Private, Respond } from './answer.ts';
import { commandShape } from './payloads.ts';
import type { Command } from './payloads.ts';
import { replyTo, soon } from './room.ts';
import type { Answered, Came, Input, Room } from './room.ts';
import { typedText } from './text.ts';

type Ack = (answer?: Private) => Promise<void>;

/**
 * `/sendpass …`: the commands that can be typed anywhere, answered to the one who typed. `request` opens the form at once: unlike a message, a
 * command may.
 */
export async function handleCommand(room: Room, { body, at }: Came, ack: Ack, respond: Respond): Promise<void> {
  const parsed = commandShape.safeParse(body);
  if (!parsed.success) return ack();
  const command = parsed.data;
  const text = typedText(command.text, null) || 'help';
  if (/^\/?request$/i.test(text)) {
    await ack();
    return room.later(openForm(room, command, respond));
  }
  const working = run(room, command, text);
  const answered = await soon(room, at, working);
  if (answered !== null) return ack(privately(answered, room.render) ?? undefined);
  await ack();
  room.later(working.then((late) => sayPrivately(room, command.user_id, privately(late, room.render), respond)));
}

async function openForm(room: Room, command: Command, respond: Respond): Promise<void> {
  const window = await openWindow(room, command.trigger_id, room.render.loading());
  if (window === null) {
    const say = 'Slack could not open the form in time. Type it again.';
    return sayPrivately(room, command.user_id, privately({ ok: false, say }, room.render), respond);
  }
  const input: Input = { type: 'open-dialog', action: 'request-open', values: {}, messageId: null };
  await fillWindow(room, window, windowOf(await answer(room, command, input), room.render));
}

async function run(room: Room, command: Command, text: string): Promise<Answered> {
  // A command works in channels where a post would be refused: that is said before anything relies on it.
  if (/^\/?approvals here\b/i.test(text) && !command.channel_id.startsWith('D')) {
    const info = await room.channels.info(command.channel_id, true).catch(() => null);
    if (!info?.member) return { ok: false, say: invite };
  }
  return answer(room, command, { type: 'message', text, now: true });
}

const invite =
  'Sendpass is not in this channel, so it could not post here. Nothing was changed. Add it (type /invite and choose Sendpass), then type this again.';

const answer = (room: Room, command: Command, input: Input): Promise<Answered> =>
  replyTo(
    room,
    { team: command.team_id, user: command.user_id },
    {
      place: { channel: command.channel_id, name: command.channel_name },
      deliveryId: `slack:${command.trigger_id}`,
      input,
    },
  );
