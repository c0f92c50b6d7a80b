import type { ChatPlatform, PostedCard } from '../../src/chat/port-chat-platform.ts';
import type { Conversation } from '../../src/chat/port-chat-store.ts';
import type { View } from '../../src/chat/view.ts';
import type { SlackAccountOf } from '../../src/people/port-person-of.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { post } from './client.ts';
import type { SlackClient } from './client.ts';
import { slackError, translated } from './errors.ts';
import type { SlackRender } from './render.ts';

export type SendOptions = {
  client: SlackClient;
  render: Pick<SlackRender, 'message'>;
  teamId: string;
  accountOf: SlackAccountOf;
};

const eventType = 'sendpass_card';

/**
 * The ChatPlatform port over Slack's Web API. Posts are not repeated here: a job does, knowing what it did before, and where an earlier try
 * may have come through the channel is looked through for the card's metadata first.
 */
export function createPlatform(options: SendOptions): ChatPlatform {
  const { client, render } = options;
  const update = async (channel: string, ts: string, view: View): Promise<void> => {
    await client.chat.update({ channel, ts, ...contentOf(view, render) });
  };
  return {
    post: (conversation, view, card) =>
      translated(async () => {
        const { channel, thread } = placeOf(conversation);
        const before = card?.maybePosted === true ? await findPosted(client, channel, card) : null;
        if (before !== null) {
          await update(channel, before, view);
          return { messageId: before };
        }
        const messageId = await post(client, {
          channel,
          ...contentOf(view, render),
          ...metadataOf(card),
          ...(thread === undefined ? {} : { thread_ts: thread }),
          unfurl_links: false,
          unfurl_media: false,
        });
        return { messageId };
      }),
    update: (conversation, messageId, view) => translated(() => update(placeOf(conversation).channel, messageId, view)),
    remove: (conversation, messageId) =>
      translated(async () => {
        await client.chat.delete({ channel: placeOf(conversation).channel, ts: messageId });
      }),
    openPersonal: (personId) => translated(() => openPersonal(options, personId)),
  };
}

const placeOf = ({ reference }: Conversation): { channel: string; thread: string | undefined } => ({
  channel: reference['channel'] ?? '',
  thread: reference['thread'],
});

/** `text` is what a notification and a screen reader have; `mrkdwn` off, so that nothing in it becomes a mention or a link. */
function contentOf(view: View, render: SendOptions['render']) {
  const { text, blocks } = render.message(view);
  return { text, blocks: blocks as never, mrkdwn: false };
}

const metadataOf = (card: PostedCard | undefined) =>
  card === undefined ? {} : { metadata: { event_type: eventType, event_payload: { card: card.id } } };

/** The card's message among the last hundred. Not allowed to look (a scope is missing): then a second copy is better than none. */
async function findPosted(client: SlackClient, channel: string, card: PostedCard): Promise<string | null> {
  try {
    const { messages } = await client.conversations.history({ channel, include_all_metadata: true, limit: 100 });
    const found = (messages ?? []).find(
      ({ metadata }) =>
        metadata?.event_type === eventType &&
        (metadata.event_payload as Record<string, unknown> | undefined)?.['card'] === card.id,
    );
    return found?.ts ?? null;
  } catch (thrown) {
    const error = slackError(thrown);
    if (error.code === 'slack-scope-missing') return null;
    throw error;
  }
}

async function openPersonal({ client, accountOf, teamId }: SendOptions, personId: string) {
  const account = await accountOf(personId);
  if (account === null) throw unknown;
  const userId = 'userId' in account ? account.userId : await userBy(client, account.email);
  const opened = await client.conversations.open({ users: userId });
  const dm = opened.channel?.id ?? '';
  return {
    platform: 'slack' as const,
    kind: 'personal' as const,
    name: '',
    personId,
    platformId: dm,
    state: 'ok' as const,
    reference: { channel: dm, workspace: teamId, user: userId },
  };
}

async function userBy(client: SlackClient, email: string): Promise<string> {
  const { user } = await client.users.lookupByEmail({ email });
  if (user?.id === undefined || user.deleted === true || user.is_restricted === true) throw unknown;
  return user.id;
}

const unknown = new SendpassError({
  code: 'chat-unreachable',
  kind: 'denied',
  advice: 'Sendpass knows no Slack account of this person.',
});
