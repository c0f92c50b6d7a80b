import { isFresh } from '../../src/shared/clock.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { SlackClient } from './client.ts';
import { slackError } from './errors.ts';

/** `member`: may Sendpass write there. Null: Slack does not show it to Sendpass, which is so of a private channel it is not in. */
export type ChannelInfo = { name: string; member: boolean } | null;
export type Channels = { info(channel: string, anew?: boolean): Promise<ChannelInfo> };

const hour = 3_600_000;
const keepAtMost = 1000;

/** A channel's name, kept an hour: a mention carries its id only. */
export function createChannels(client: SlackClient, clock: Clock): Channels {
  const kept = new Map<string, { at: number; info: ChannelInfo }>();
  return {
    async info(channel, anew = false) {
      const now = clock.now().getTime();
      const found = kept.get(channel);
      if (!anew && found && isFresh(found.at, now, hour)) return found.info;
      const info = await ask(client, channel);
      if (kept.size > keepAtMost) kept.clear();
      kept.set(channel, { at: now, info });
      return info;
    },
  };
}

async function ask(client: SlackClient, channel: string): Promise<ChannelInfo> {
  try {
    const answer = await client.conversations.info({ channel });
    return { name: answer.channel?.name ?? '', member: answer.channel?.is_member === true };
  } catch (thrown) {
    const error = slackError(thrown);
    if (error.code === 'chat-unreachable') return null;
    throw error;
  }
}
