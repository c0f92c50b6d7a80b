import { authorityOf } from '../../src/shared/cloud.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import type { BotIdentity } from './options.ts';

/** The bot's own token for the connector, from the SDK's cache while it lasts. Throws `retryable` `bot-token-refused`. */
export type BotToken = () => Promise<string>;

/**
 * Our own msal-node instead of the SDK's factory: that one pins msal 2 and asks the public cloud about a custom authority
 * (facts/chat.md §1.4, seam b).
 */
export function createBotToken(bot: BotIdentity, cloud: Cloud, tenantId: string): BotToken {
  const signIn = lazily<() => Promise<string | undefined>>(() =>
    bot.type === 'SingleTenant' ? withSecret(bot, cloud, tenantId) : withManagedIdentity(bot, cloud),
  );
  return async () => {
    try {
      const token = await (await signIn())();
      if (token) return token;
    } catch (thrown) {
      throw refusedToken(thrown);
    }
    throw refusedToken(undefined);
  };
}

async function withSecret(bot: Extract<BotIdentity, { type: 'SingleTenant' }>, cloud: Cloud, tenantId: string) {
  const { ConfidentialClientApplication } = await loadInTurn(() => import('@azure/msal-node'));
  const authority = cloud.botFramework.loginUrl ?? authorityOf(cloud, tenantId);
  const app = new ConfidentialClientApplication({
    auth: {
      clientId: bot.appId,
      clientSecret: bot.secret.expose('bot-framework'),
      authority,
      ...(cloud.custom ? { knownAuthorities: [new URL(authority).host] } : {}),
    },
  });
  return async () =>
    (await app.acquireTokenByClientCredential({ scopes: [cloud.botFramework.scope] }))?.accessToken ?? undefined;
}

async function withManagedIdentity(bot: BotIdentity, cloud: Cloud) {
  const { ManagedIdentityCredential } = await loadInTurn(() => import('@azure/identity'));
  const credential = new ManagedIdentityCredential({ clientId: bot.appId });
  return async () => (await credential.getToken(cloud.botFramework.scope)).token;
}

function refusedToken(thrown: unknown): SendpassError {
  const number = /AADSTS(\d+)/.exec(thrown instanceof Error ? thrown.message : '')?.[1];
  return new SendpassError({
    code: 'bot-token-refused',
    kind: 'retryable',
    advice: 'The bot cannot sign in to the Bot Framework. The operator checks BOT_APP_ID and BOT_APP_SECRET.',
    vendor: { neighbour: 'bot-login', ...(number === undefined ? {} : { code: `AADSTS${number}` }) },
    cause: thrown,
  });
}
