import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { authorityOf } from '../../src/shared/cloud.ts';
import type { BotToken } from './bot-token.ts';
import type { TeamsOptions } from './options.ts';

export type BotAuth = { auth: ConfigurationBotFrameworkAuthentication; adapter: CloudAdapter };

/**
 * The SDK's authentication with every endpoint from the Cloud. If one of these settings is given all must be: unset ones have no default
 * (facts/chat.md §1.4). `validateClaims` pins the issuer, so that "emulator" tokens of any tenant are refused (§0.4).
 */
export function createBotAuth(options: TeamsOptions, token: BotToken): BotAuth {
  const { cloud, tenantId, bot } = options;
  const endpoints = cloud.botFramework;
  const auth = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: bot.appId,
      MicrosoftAppTenantId: tenantId,
      ToChannelFromBotLoginUrl: endpoints.loginUrl ?? authorityOf(cloud, tenantId),
      ToChannelFromBotOAuthScope: endpoints.scope.replace(/\/\.default$/, ''),
      ToBotFromChannelTokenIssuer: endpoints.tokenIssuer,
      ToBotFromChannelOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: endpoints.emulatorOpenIdMetadataUrl,
      // Only for users' sign-in, which Sendpass does not use; empty would make the SDK throw.
      OAuthUrl: `${endpoints.tokenIssuer}/`,
      ValidateAuthority: false,
    },
    {
      isValidAppId: (appId) => Promise.resolve(appId === bot.appId),
      // The SDK switches authentication off when the app id is empty; here it cannot be switched off.
      isAuthenticationDisabled: () => Promise.resolve(false),
      createCredentials: () =>
        Promise.resolve({
          signRequest: async (request) => {
            request.headers.set('authorization', `Bearer ${await token()}`);
            return request;
          },
        }),
    },
    {
      requiredEndorsements: [],
      validateClaims: (claims) => {
        const issuer = claims.find((claim) => claim.type === 'iss')?.value;
        return issuer === endpoints.tokenIssuer ? Promise.resolve() : Promise.reject(new Error('wrong issuer'));
      },
    },
  );
  return { auth, adapter: new CloudAdapter(auth) };
}
