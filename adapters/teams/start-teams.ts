import { renderAdaptiveCard, renderTeamsDialog } from '../../cards/render-adaptive-card.ts';
import type { ChatPlatform } from '../../src/chat/port-chat-platform.ts';
import { asSendpassError } from '../../src/shared/errors.ts';
import { createBotAuth } from './bot-auth.ts';
import { createBotToken } from './bot-token.ts';
import { createChannelNameOf } from './channel-name.ts';
import { createConnect } from './connector.ts';
import { admit } from './door.ts';
import { handleTurn } from './handle-turn.ts';
import { createLookUp } from './member.ts';
import type { TeamsOptions } from './options.ts';
import type { HttpReply, Render } from './reply.ts';
import { createPlatform } from './send.ts';
import { createSigningKeys } from './signing-keys.ts';
import { verifyToken } from './verify-token.ts';

/** A request as the HTTP door offers it: the body is read only after the headers were found good. */
export type Delivery = {
  headers: { authorization?: string | undefined };
  readJson(maxBytes: number): Promise<{ ok: true; value: unknown } | { ok: false; status: number; why: string }>;
};

export type Teams = {
  /** For POST /api/messages. */
  answer(delivery: Delivery): Promise<HttpReply>;
  platform: ChatPlatform;
  /** Fetches keys and the bot's token ahead of the first message; failures only log. */
  warm(): Promise<void>;
};

const maxBody = 256 * 1024;

/**
 * Microsoft Teams over the Bot Framework SDK. A delivery is let in in this order: token by the headers, body within its limit, channel,
 * connector and tenant, the SDK's own authentication, the actor as Teams knows them. Each refusal is a status without details and a log
 * line with the reason.
 */
export function startTeams(options: TeamsOptions): Teams {
  const { cloud, clock, logger, bot, tenantId } = options;
  const endpoints = cloud.botFramework;
  const token = createBotToken(bot, cloud, tenantId);
  const keys = createSigningKeys(endpoints.openIdMetadataUrl, clock);
  const { auth, adapter } = createBotAuth(options, token);
  const connect = createConnect(adapter, bot.appId, endpoints.serviceUrls);
  const render: Render = {
    message: (view) => renderAdaptiveCard(view, { now: clock.now() }),
    dialog: (view) => renderTeamsDialog(view, { now: clock.now() }),
  };
  const lookUp = createLookUp(connect, tenantId, clock);
  const channelNameOf = createChannelNameOf(connect, clock);
  let lastServiceUrl = endpoints.serviceUrls.find((url) => !url.includes('*'));

  const refuse = (status: number, why: string): HttpReply => {
    logger.warn({ status, why }, 'a delivery was refused');
    // 5xx is ours: whoever sent it is not to blame.
    if (status < 500) options.onRefused?.({ why });
    return { status };
  };

  return {
    platform: createPlatform({ connect, render, tenantId, botAppId: bot.appId, serviceUrl: () => lastServiceUrl }),
    async warm() {
      const tasks = [keys.find('none'), token()];
      for (const result of await Promise.allSettled(tasks))
        if (result.status === 'rejected')
          logger.warn({ code: asSendpassError(result.reason).code }, 'the Bot Framework is not ready yet');
    },
    async answer(delivery) {
      const { authorization } = delivery.headers;
      const wanted = { issuer: endpoints.tokenIssuer, appId: bot.appId, now: clock.now() };
      const verified = await verifyToken(authorization, wanted, keys).catch(() => 'keys-unreachable' as const);
      if (verified === 'keys-unreachable') return refuse(503, verified);
      if (!verified.ok) return refuse(401, verified.why);
      const body = await delivery.readJson(maxBody);
      if (!body.ok) return refuse(body.status, body.why);
      const admitted = admit(body.value, verified.serviceUrl, { tenantId, serviceUrls: endpoints.serviceUrls });
      if (!admitted.ok) return refuse(admitted.status, admitted.why);
      const { activity } = admitted;
      // The SDK's second look: the key's endorsement for this channel, and everything above once more.
      const authenticated = await auth
        .authenticateRequest(activity as Parameters<typeof auth.authenticateRequest>[0], authorization ?? '')
        .catch(() => null);
      if (!authenticated) return refuse(401, 'refused by the SDK');
      lastServiceUrl = activity.serviceUrl;
      return handleTurn({ ...options, adapter, authenticated, lookUp, channelNameOf, render }, activity);
    },
  };
}
