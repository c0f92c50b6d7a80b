import type { Reply } from '../../src/chat/reply.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import { post } from './client.ts';
import { slackError, translated } from './errors.ts';
import type { Blocks, SlackRender, Surface } from './render.ts';
import type { Answered, Room } from './room.ts';

/** A private line or card, as it goes into the answer of a command or to a response URL. */
export type Private = { response_type: 'ephemeral'; replace_original: false; text: string; blocks?: Blocks };
export type Respond = (message: Private) => Promise<unknown>;

/** What only the one who acted reads; null where there is nothing to say. It may be lost on the way, so nothing important is said here alone. */
export function privately(answered: Answered, render: SlackRender): Private | null {
  const line = (text: string): Private => ({ response_type: 'ephemeral', replace_original: false, text });
  if (!answered.ok) return line(answered.say);
  const { reply } = answered;
  switch (reply.type) {
    case 'none':
      return null;
    case 'toast':
    case 'close-dialog':
      return line(reply.text);
    case 'message':
    case 'dialog':
      return { ...line(''), ...render.message(reply.view) };
  }
}

/** Through the response URL; where that fails, in the private chat. */
export async function sayPrivately(room: Room, user: string, message: Private | null, respond: Respond): Promise<void> {
  if (message === null) return;
  try {
    await respond(message);
  } catch {
    // An ended or used-up response URL, or one that did not answer. Slack is not asked twice for a line.
    const { text, blocks } = message;
    await translated(async () => {
      const dm = await room.client.conversations.open({ users: user });
      const rest = blocks === undefined ? {} : { blocks };
      await post(room.client, { channel: dm.channel?.id ?? '', text, ...rest, mrkdwn: false });
    });
  }
}

/** Of something that no part of this version offers. */
export const tellUnknown = (room: Room, user: string, respond: Respond): Promise<void> =>
  sayPrivately(
    room,
    user,
    privately({ ok: false, say: 'This is from another version of Sendpass. Nothing was changed.' }, room.render),
    respond,
  );

/** The window after an answer. A form with errors comes back whole, with what was written in it. */
export function windowOf(answered: Answered, render: SlackRender, extra?: Record<string, string>): Surface {
  if (!answered.ok) return render.notice('Sendpass', answered.say);
  return surfaceOf(answered.reply, render, extra);
}

function surfaceOf(reply: Reply, render: SlackRender, extra: Record<string, string> | undefined): Surface {
  switch (reply.type) {
    case 'dialog':
      return render.modal(reply.view, { whole: reply.whole, extra });
    case 'message':
      return render.modal(reply.view);
    case 'toast':
    case 'close-dialog':
      return render.notice('Sendpass', reply.text);
    case 'none':
      return render.notice('Sendpass', 'Done.');
  }
}

/** Opens a window, within the three seconds the trigger lives; null when Slack refuses, with the reason logged. */
export async function openWindow(room: Room, trigger: string, surface: Surface): Promise<string | null> {
  try {
    const { view } = await room.client.views.open({ trigger_id: trigger, view: surface as never });
    return view?.id ?? null;
  } catch (thrown) {
    const { code, vendor } = slackError(thrown);
    room.logger.warn({ code, vendor }, 'a window could not be opened');
    return null;
  }
}

/** A window that was closed meanwhile is nobody's loss: what it did is on the cards. */
export async function fillWindow(room: Room, viewId: string, surface: Surface): Promise<void> {
  try {
    await room.client.views.update({ view_id: viewId, view: surface as never });
  } catch (thrown) {
    const { code, vendor } = asSendpassError(slackError(thrown));
    room.logger.warn({ code, vendor }, 'a window could not be filled');
    if (code === 'dialog-closed') return;
    // Whoever looks at "one moment" must not wait for ever. This is short, so what Slack had against the first cannot be against it.
    const sorry = room.render.notice('Sendpass', `The answer could not be shown. Close this and try again. (${code})`);
    await room.client.views.update({ view_id: viewId, view: sorry as never }).catch(() => undefined);
  }
}
