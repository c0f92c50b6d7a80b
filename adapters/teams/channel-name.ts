import { TeamsConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import { isFresh } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { TeamsActivity } from './activity.ts';
import type { Connect } from './connector.ts';
import { storable } from './receive.ts';

/** The name of the channel something was said in, null where Teams did not tell; '' never. Does not throw. */
export type ChannelNameOf = (activity: TeamsActivity) => Promise<string | null>;

const listSchema = z.object({
  // Teams leaves the name of a team's first channel out, because it is shown translated.
  conversations: z.array(z.object({ id: z.string(), name: z.string().max(300).nullish() })),
});

const hour = 3_600_000;
const minute = 60_000;
const keepAtMost = 1000;
/** A person waits behind this: a name is not worth more. */
const deadlineMs = 2_000;

type Names = Map<string, string>;
type Kept = { at: number; goodFor: number; names: Promise<Names> };

/**
 * Messages and clicks carry the channel's id and the team, not the channel's name: it is asked of Teams, once an hour and team, and again
 * after a minute for a channel that was not in the list. When Teams does not answer, the names it gave last stay.
 */
export function createChannelNameOf(connect: Connect, clock: Clock): ChannelNameOf {
  const kept = new Map<string, Kept>();
  const askAgain = (serviceUrl: string, team: string): Promise<Names> => {
    const before = kept.get(team);
    const entry: Kept = {
      at: clock.now().getTime(),
      goodFor: hour,
      names: withDeadline(clock, ask(connect, serviceUrl, team)).catch(() => {
        entry.goodFor = minute;
        return before?.names ?? new Map<string, string>();
      }),
    };
    if (kept.size > keepAtMost) kept.clear();
    kept.set(team, entry);
    return entry.names;
  };
  return async (activity) => {
    const { channel, team } = activity.channelData ?? {};
    if (activity.conversation.conversationType !== 'channel' || !channel || !team) return null;
    if (channel.name) return channel.name;
    const now = clock.now().getTime();
    const known = kept.get(team.id);
    if (known && isFresh(known.at, now, known.goodFor)) {
      const name = (await known.names).get(channel.id);
      if (name !== undefined || isFresh(known.at, now, minute)) return name ?? null;
    }
    return (await askAgain(activity.serviceUrl, team.id)).get(channel.id) ?? null;
  };
}

async function ask(connect: Connect, serviceUrl: string, team: string): Promise<Names> {
  const { credentials } = await connect(serviceUrl);
  const client = new TeamsConnectorClient(credentials, { baseUri: serviceUrl });
  const answer: unknown = await client.teams.fetchChannelList(team, { timeout: deadlineMs });
  const { conversations } = listSchema.parse(answer);
  return new Map(conversations.map(({ id, name }) => [id, storable(name ?? '') || 'General']));
}

/** The SDK repeats a read that failed, each time after a longer pause. */
async function withDeadline<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const late = clock.wait(deadlineMs, done.signal).then(() => {
    throw new Error('Teams did not name its channels in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
