import type { App } from '@slack/bolt';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChatPlatform } from '../../src/chat/port-chat-platform.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import type { Respond } from './answer.ts';
import { createChannels } from './channel-name.ts';
import { clientOptions, createClient, withToken } from './client.ts';
import type { SlackClient } from './client.ts';
import { createBlockKit } from './block-kit.ts';
import { admit } from './door.ts';
import type { ReadBytes } from './door.ts';
import { translated } from './errors.ts';
import { handleClick } from './handle-click.ts';
import { handleCommand } from './handle-command.ts';
import { handleEvent } from './handle-event.ts';
import { handleSubmission } from './handle-submission.ts';
import { handleUnknown, isKnownKind } from './handle-unknown.ts';
import { createMembers } from './member.ts';
import type { SlackOptions } from './options.ts';
import { endpoint, httpReceiver, socketReceiver } from './receivers.ts';
import type { Came, Room } from './room.ts';
import { createPlatform } from './send.ts';

export type Slack = {
  platform: ChatPlatform;
  /** For POST on this path; null in Socket Mode, which takes no requests. */
  route: {
    path: string;
    raw(request: IncomingMessage, response: ServerResponse, read: ReadBytes): Promise<void>;
  } | null;
  /** Opens the connection of Socket Mode, and learns who the bot is ahead of the first delivery; failures only log. */
  warm(): Promise<void>;
  /** Waits for what goes on after Slack had its answer. */
  stop(): Promise<void>;
};

/** Slack over Bolt, loaded here and nowhere else: without Slack nothing of it is in memory. */
export async function startSlack(options: SlackOptions): Promise<Slack> {
  const bolt = await loadInTurn(() => import('@slack/bolt'));
  const sdkOptions = clientOptions(options.api, options.logger);
  const client = createClient(bolt.webApi, options.botToken, sdkOptions);
  const identity = botIdentity(client, options);
  const going = new Set<Promise<unknown>>();
  const members = createMembers({ ...options, client });
  const render = createBlockKit(options.clock, (personId) => members.userOf(personId));
  const room = roomOf(options, client, { identity, going, members, render });
  const http = options.in.by === 'http' ? httpReceiver(bolt, options.in.signingSecret, options.logger) : null;
  const receiver =
    options.in.by === 'http'
      ? http
      : socketReceiver(bolt, options.in.appToken, { ...options, clientOptions: sdkOptions });
  const app = new bolt.App({
    ...(receiver ? { receiver } : {}),
    logger: sdkOptions.logger as NonNullable<typeof sdkOptions.logger>,
    clientOptions: sdkOptions,
    convoStore: false,
    authorize: async () => ({ ...withToken(options.botToken), ...(await identity()) }),
  });
  listen(app, room);
  return {
    platform: createPlatform({ ...options, client, render }),
    route: http && options.in.by === 'http' ? { path: endpoint, raw: mounted(http, options, options.in) } : null,
    async warm() {
      await identity().catch((thrown: unknown) => notReady(options, thrown));
      if (!http) await Promise.resolve(app.start()).catch((thrown: unknown) => notReady(options, thrown));
    },
    async stop() {
      if (!http) await app.stop();
      while (going.size > 0) await Promise.allSettled(going);
    },
  };
}

function notReady({ logger }: SlackOptions, thrown: unknown): void {
  const { code, vendor } = asSendpassError(thrown);
  logger.warn({ code, vendor }, 'Slack is not ready yet');
}

/** Who the bot is; its token must be one of the workspace that is let in, or it would post elsewhere. */
const botIdentity = (client: SlackClient, { teamId, logger }: SlackOptions) =>
  lazily(async () => {
    const { team_id, user_id, bot_id } = await translated(() => client.auth.test());
    if (team_id !== teamId)
      logger.error({ team: team_id }, 'SLACK_BOT_TOKEN is of another workspace than SLACK_TEAM_ID');
    return { teamId, botUserId: user_id ?? '', botId: bot_id ?? '' };
  });

type Inner = Pick<Room, 'members' | 'render'> & {
  identity: () => Promise<{ botUserId: string }>;
  going: Set<Promise<unknown>>;
};

function roomOf(options: SlackOptions, client: SlackClient, { identity, going, ...inner }: Inner): Room {
  const { logger, clock } = options;
  return {
    ...options,
    ...inner,
    client,
    channels: createChannels(client, clock),
    botUserId: async () => (await identity()).botUserId,
    later(work) {
      const watched = work.catch((thrown: unknown) => {
        const { code, vendor } = asSendpassError(thrown);
        logger.warn({ code, vendor }, 'an answer could not be shown in Slack');
      });
      going.add(watched);
      void watched.finally(() => going.delete(watched));
    },
  };
}

/** Bolt sorts deliveries into kinds; what is in them is read by the handlers. */
function listen(app: App, room: Room): void {
  const sort = app.processEvent.bind(app);
  app.processEvent = (event) => (isKnownKind(event.body) ? sort(event) : handleUnknown(room, event));
  const came = (body: unknown, context: object): Came => ({
    body,
    at:
      'arrivedAt' in context && typeof context.arrivedAt === 'number' ? context.arrivedAt : room.clock.now().getTime(),
  });
  app.command(/./, ({ body, context, ack, respond }) =>
    handleCommand(room, came(body, context), ack, respond as Respond),
  );
  app.action({ type: 'block_actions' }, ({ body, context, ack, respond }) =>
    handleClick(room, came(body, context), ack as () => Promise<void>, respond as Respond),
  );
  app.view({ type: 'view_submission', callback_id: /^/ }, ({ body, context, ack }) =>
    handleSubmission(room, came(body, context), ack as Parameters<typeof handleSubmission>[2]),
  );
  app.event(/./, ({ body }) => handleEvent(room, body));
}

/** Bolt's listener behind our door. Held until the response closes: restify would answer by itself otherwise (facts/chat.md §3). */
function mounted(
  receiver: ReturnType<typeof httpReceiver>,
  options: SlackOptions,
  { signingSecret }: SlackOptions['in'] & { by: 'http' },
) {
  return async (request: IncomingMessage, response: ServerResponse, read: ReadBytes): Promise<void> => {
    const arrivedAt = options.clock.now().getTime();
    const admitted = await admit(request, read, { ...options, signingSecret });
    if (!admitted.ok) {
      const { status, why } = admitted;
      options.logger.warn({ status, why }, 'a delivery of Slack was refused');
      options.onRefused({ why });
      // Two calls: restify's own writeHead returns nothing. A body that is too large is not read to its end.
      response.writeHead(status, status === 413 ? { connection: 'close' } : {});
      response.end();
      return;
    }
    const closed = new Promise<void>((done) => void response.once('close', done));
    receiver.requestListener(Object.assign(request, { rawBody: admitted.body, arrivedAt }), response);
    await closed;
    if (response.statusCode >= 500) await options.signatures.release(admitted.signature);
  };
}
