import type { ChatPlatform } from '../../src/chat/port-chat-platform.ts';
import type { Conversation } from '../../src/chat/port-chat-store.ts';
import type { View } from '../../src/chat/view.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { requestOptions } from './connector.ts';
import type { Connect } from './connector.ts';
import { connectorError } from './errors.ts';
import { cardType } from './reply.ts';
import type { Render } from './reply.ts';

export type SendOptions = {
  connect: Connect;
  render: Render;
  tenantId: string;
  botAppId: string;
  /** Where a conversation is opened before anybody wrote: the last service URL seen, else the cloud's first. */
  serviceUrl: () => string | undefined;
};

/** The ChatPlatform port over the Bot Framework connector. Posts are not repeated here: a job does, knowing what it did before. */
export function createPlatform(options: SendOptions): ChatPlatform {
  const { connect, render } = options;
  return {
    post: (conversation, view) =>
      translated(async () => {
        const { client, conversationId } = await open(connect, conversation);
        const posted = await client.conversations.sendToConversation(
          conversationId,
          activityOf(view, render),
          requestOptions,
        );
        return { messageId: posted.id };
      }),
    update: (conversation, messageId, view) =>
      translated(async () => {
        const { client, conversationId } = await open(connect, conversation);
        const activity = { ...activityOf(view, render), id: messageId };
        await client.conversations.updateActivity(conversationId, messageId, activity, requestOptions);
      }),
    remove: (conversation, messageId) =>
      translated(async () => {
        const { client, conversationId } = await open(connect, conversation);
        await client.conversations.deleteActivity(conversationId, messageId, requestOptions);
      }),
    openPersonal: (objectId) => translated(() => openPersonal(options, objectId)).catch(asNobody),
  };
}

async function open(connect: Connect, { reference }: Conversation) {
  const { serviceUrl = '', conversationId = '', thread } = reference;
  const client = await connect(serviceUrl);
  return { client, conversationId: thread === undefined ? conversationId : `${conversationId};messageid=${thread}` };
}

/** `summary` is what a notification and a list of chats show. */
function activityOf(view: View, render: Render) {
  const { card, summary } = render.message(view);
  return { type: 'message', summary, attachments: [{ contentType: cardType, content: card }] };
}

async function openPersonal(options: SendOptions, objectId: string) {
  const serviceUrl = options.serviceUrl();
  if (serviceUrl === undefined)
    throw new SendpassError({
      code: 'chat-unreachable',
      kind: 'denied',
      advice: 'Teams has not said yet where its connector is. It will when anybody writes to Sendpass or installs it.',
    });
  const client = await options.connect(serviceUrl);
  const bot = { id: `28:${options.botAppId}`, name: 'Sendpass' };
  const made = await client.conversations.createConversation(
    {
      isGroup: false,
      bot,
      // In personal scope an Entra object id stands for the member (facts/chat.md §2, "Proactive").
      members: [{ id: objectId, name: '' }],
      tenantId: options.tenantId,
      channelData: { tenant: { id: options.tenantId } },
      // Required by the SDK's type only; nothing of it is sent when undefined.
      activity: undefined as never,
    },
    requestOptions,
  );
  // The id is all that was known; without a name the cards call the person "somebody".
  const member = await client.conversations.getConversationMember(made.id, objectId, requestOptions).catch(() => null);
  return {
    platform: 'teams' as const,
    kind: 'personal' as const,
    name: nameIn(member),
    personId: objectId,
    platformId: made.id,
    state: 'ok' as const,
    reference: {
      serviceUrl,
      conversationId: made.id,
      tenantId: options.tenantId,
      botId: bot.id,
      botAppId: options.botAppId,
    },
  };
}

function nameIn(member: unknown): string {
  return typeof member === 'object' && member !== null && 'name' in member && typeof member.name === 'string'
    ? member.name
    : '';
}

/** No card is in this request: when Teams refuses it, it does not know such a person. */
function asNobody(thrown: unknown): never {
  if (!(thrown instanceof SendpassError) || thrown.code !== 'card-refused') throw thrown;
  const { vendor } = thrown;
  throw new SendpassError({
    code: 'chat-unreachable',
    kind: 'denied',
    advice: 'Teams opens no chat with this person.',
    ...(vendor ? { vendor } : {}),
    cause: thrown,
  });
}

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw connectorError(thrown);
  }
}
