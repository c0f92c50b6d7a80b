import type { CloudAdapter } from 'botbuilder';
import type { Person } from '../../src/people/person.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import type { TeamsActivity } from './activity.ts';
import type { ChannelNameOf } from './channel-name.ts';
import type { LookUp } from './member.ts';
import type { TeamsOptions } from './options.ts';
import { readInput, toArrived } from './receive.ts';
import { toHttp } from './reply.ts';
import type { HttpReply, Render } from './reply.ts';

type Authenticated = Parameters<CloudAdapter['processActivityDirect']>[0];
type Turn = TeamsOptions & {
  adapter: CloudAdapter;
  authenticated: Authenticated;
  lookUp: LookUp;
  channelNameOf: ChannelNameOf;
  render: Render;
};

/** One authenticated activity through the SDK's turn to the chat room and back. Never throws. */
export async function handleTurn(turn: Turn, activity: TeamsActivity): Promise<HttpReply> {
  let reply: HttpReply = { status: 200 };
  const logic = async (): Promise<void> => {
    reply = await answerTo(turn, activity).catch((thrown: unknown) => failed(turn, activity, thrown));
  };
  const { adapter, authenticated } = turn;
  // The SDK's type wants every optional field; it reads those that are here.
  await adapter.processActivityDirect(authenticated, activity as never, logic).catch((thrown: unknown) => {
    reply = failed(turn, activity, thrown);
  });
  return reply;
}

async function answerTo(turn: Turn, activity: TeamsActivity): Promise<HttpReply> {
  const invokeName = activity.type === 'invoke' ? activity.name : undefined;
  const input = readInput(activity);
  if (!input) {
    turn.logger.debug({ type: activity.type, name: activity.name }, 'an event nobody reacts to');
    return { status: 200 };
  }
  // Once removed, the app may not look anybody up there; the event itself is signed and gives no rights.
  // At the same time as the person: one wait for both. Once removed, the app is refused, and the last names stay.
  const named = turn.channelNameOf(activity);
  const looked =
    input.type === 'removed'
      ? ({ ok: true, person: unverified(activity, turn.tenantId) } as const)
      : await turn.lookUp(activity);
  if (!looked.ok) {
    turn.logger.warn({ why: looked.why, type: activity.type }, 'a person was refused');
    return toHttp({ type: 'toast', text: refusals[looked.why] }, invokeName, turn.render);
  }
  const arrived = toArrived(activity, looked.person, input, turn.bot.appId, await named);
  return toHttp(await turn.onArrived(arrived), invokeName, turn.render);
}

const refusals = {
  guest: 'Guests cannot use Sendpass. Ask a colleague of this organisation to do it for you.',
  'foreign-tenant': 'Sendpass works for the people of one organisation, and you belong to another.',
  'unknown-person': 'Teams does not know you as a member here, so nothing was done.',
};

function failed(turn: Turn, activity: TeamsActivity, thrown: unknown): HttpReply {
  const error = asSendpassError(thrown);
  turn.logger.error({ code: error.code, vendor: error.vendor, type: activity.type }, 'a delivery failed');
  // Teams delivers a message again after a 5xx; a person in front of a dialog wants a sentence.
  if (activity.type !== 'invoke') return { status: 503 };
  const text = `That did not work, and nothing was changed. Try again in a moment. (${error.code})`;
  return toHttp({ type: 'toast', text }, activity.name, turn.render);
}

const unverified = (activity: TeamsActivity, tenantId: string): Person => {
  const id = activity.from.aadObjectId?.toLowerCase() ?? activity.from.id;
  return { id, entraObjectId: id, tenantId, name: activity.from.name ?? '', email: null };
};
