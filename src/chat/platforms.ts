import type { Platform } from '../people/person.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { ChatPlatform } from './port-chat-platform.ts';

/** Every platform there is as one: a conversation is written to where it is; a chat is opened in Teams, else in Slack. */
export function createPlatforms(platforms: { teams: ChatPlatform; slack: ChatPlatform | null }): ChatPlatform {
  const of = async ({ platform }: { platform: Platform }): Promise<ChatPlatform> => {
    const found = platform === 'slack' ? platforms.slack : platforms.teams;
    if (!found) throw switchedOff;
    return found;
  };
  return {
    post: async (conversation, view, card) => (await of(conversation)).post(conversation, view, card),
    update: async (conversation, messageId, view) => (await of(conversation)).update(conversation, messageId, view),
    remove: async (conversation, messageId) => (await of(conversation)).remove(conversation, messageId),
    async openPersonal(personId) {
      try {
        return await platforms.teams.openPersonal(personId);
      } catch (thrown) {
        if (!platforms.slack || asSendpassError(thrown).code !== 'chat-unreachable') throw thrown;
        return platforms.slack.openPersonal(personId);
      }
    },
  };
}

const switchedOff = new SendpassError({
  code: 'chat-unreachable',
  kind: 'denied',
  advice: 'This conversation is in Slack, which is switched off here.',
});
