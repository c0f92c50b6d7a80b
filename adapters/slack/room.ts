import type { Arrived } from '../../src/chat/arrived.ts';
import type { View } from '../../src/chat/view.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { elapsedMs } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import { toArrived } from './arrived.ts';
import type { Place } from './arrived.ts';
import type { Channels } from './channel-name.ts';
import type { SlackClient } from './client.ts';
import type { Looked, Member, Members } from './member.ts';
import type { RefusedDelivery, SlackOptions } from './options.ts';
import type { SlackRender } from './render.ts';

/** What every kind of delivery is handled with. */
export type Room = {
  client: SlackClient;
  members: Members;
  channels: Channels;
  render: SlackRender;
  teamId: string;
  clock: Clock;
  logger: Logger;
  botUserId: () => Promise<string>;
  onArrived: SlackOptions['onArrived'];
  homeOf: SlackOptions['homeOf'];
  onStranger: SlackOptions['onStranger'];
  onRefused(refused: RefusedDelivery): void;
  /** Goes on after Slack has its answer; a stop waits for it. Failures are logged. */
  later(work: Promise<unknown>): void;
};

/** A delivery as Bolt hands it over, and when it came in. */
export type Came = { body: unknown; at: number };

export type Input = Arrived['input'];
/** A form that cannot be handed on. */
export type Wrong = { type: 'wrong'; errors: Record<string, string> };

/** `say`: refused, or it failed; nothing was changed. `errors`: by the field of the form it is about. */
export type Answered =
  /** No member: an account nobody is known for, told how to say who it is. */
  { ok: true; reply: Reply; member: Member | null } | { ok: false; say: string; errors?: Record<string, string> };

/** From who did it to what the chat room answers. Never throws. */
export async function replyTo(
  room: Room,
  from: { team: string | null | undefined; user: string; userTeam?: string | null | undefined },
  what: { place: Place | null; deliveryId: string; input: Input | (() => Promise<Input | Wrong>) },
): Promise<Answered> {
  try {
    const looked = await whoIs(room, from);
    if (!looked.ok) return await whomNobodyKnows(room, looked, from.user, what.input);
    const { member } = looked;
    const input = typeof what.input === 'function' ? await what.input() : what.input;
    if (input.type === 'wrong') return { ok: false, say: Object.values(input.errors).join(' '), errors: input.errors };
    const arrived = toArrived(room.teamId, member, what.place, what.deliveryId, input);
    return { ok: true, member, reply: await room.onArrived(arrived) };
  } catch (thrown) {
    return { ok: false, say: failed(room, thrown) };
  }
}

/** Refused, but for those who can do something about it: they are told how to say who they are. */
async function whomNobodyKnows(
  room: Room,
  looked: Looked & { ok: false },
  user: string,
  input: Input | (() => unknown),
): Promise<Answered> {
  const refused = refuse(room, looked, user);
  if (looked.user === undefined) return refused;
  const action = typeof input !== 'function' && input.type === 'action' ? { action: input.action } : {};
  return { ok: true, member: null, reply: await room.onStranger({ user: looked.user, say: looked.say, ...action }) };
}

/** The workspace first: of another one nobody is even looked up. */
export async function whoIs(
  room: Room,
  { team, user, userTeam }: { team: string | null | undefined; user: string; userTeam?: string | null | undefined },
): Promise<Looked> {
  // A person of another workspace in a shared channel has their own team; a delivery names the workspace the app is in.
  if (team !== room.teamId || (userTeam ?? room.teamId) !== room.teamId)
    return {
      ok: false,
      why: 'foreign-workspace',
      say: 'Sendpass works for the people of one workspace, and you belong to another.',
    };
  return room.members.lookUp(user);
}

/** The same as a card, for where nobody clicked. */
export async function refusalView(room: Room, looked: Looked & { ok: false }, user: string): Promise<View> {
  const { say } = refuse(room, looked, user);
  const notice: View = { view: 'notice', title: 'Sendpass', text: say, tone: 'neutral' };
  if (looked.user === undefined) return notice;
  const reply = await room.onStranger({ user: looked.user, say });
  return reply.type === 'message' ? reply.view : notice;
}

function refuse(room: Room, { why, say }: Looked & { ok: false }, user: string): Answered & { ok: false } {
  room.logger.warn({ why, user }, 'a person was refused');
  room.onRefused({ why, actor: `slack:${user}` });
  return { ok: false, say };
}

export function failed({ logger }: Room, thrown: unknown): string {
  const { code, kind, vendor } = asSendpassError(thrown);
  logger.error({ code, kind, vendor }, 'a delivery failed');
  return `That did not work, and nothing was changed. Try again in a moment. (${code})`;
}

/** Slack waits three seconds for its answer, from when it sent. */
const patienceMs = 2_200;

/** The work's result, or null when Slack would wait too long for it; then it goes on. */
export async function soon<Result>(
  { clock }: Pick<Room, 'clock'>,
  arrivedAt: number,
  work: Promise<Result>,
): Promise<Result | null> {
  const stop = new AbortController();
  const left = Math.max(0, patienceMs - elapsedMs(arrivedAt, clock.now().getTime()));
  try {
    return await Promise.race([work, clock.wait(left, stop.signal).then(() => null)]);
  } finally {
    stop.abort();
  }
}
