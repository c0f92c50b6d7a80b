import type { Context } from '../context.ts';
import { slackEnv } from '../slack/control.ts';
import type { World } from '../world.ts';

/** The `Cloud` value a bot needs to take this sandbox for its cloud: endpoints, token scopes (the vendors' real ones), CA. */
export function cloudJson({ world, tls }: Context): Record<string, unknown> {
  const { entra, graph, arm, vault, botLogin, connector, sharepoint, exchangeAdmin, smtpPort, exchangeSmtpPort } =
    world.endpoints;
  const metadata = `${botLogin}/v1/.well-known/openidconfiguration`;
  return {
    name: 'sandbox',
    authorityHost: entra,
    graph: { endpoint: graph, scope: 'https://graph.microsoft.com/.default' },
    arm: { endpoint: arm, scope: 'https://management.azure.com/.default' },
    vault: { suffix: vault.replace('https://', ''), scope: 'https://vault.azure.net/.default' },
    smtp: { acs: { host: 'localhost', port: smtpPort }, exchange: { host: 'localhost', port: exchangeSmtpPort } },
    exchangeAdmin: { endpoint: exchangeAdmin, scope: 'https://outlook.office365.com/.default' },
    botFramework: {
      loginUrl: `${botLogin}/${world.tenantId}`,
      scope: 'https://api.botframework.com/.default',
      openIdMetadataUrl: metadata,
      tokenIssuer: 'https://api.botframework.com',
      emulatorOpenIdMetadataUrl: metadata,
      serviceUrls: [`${connector}/`],
    },
    slack: { api: `${world.endpoints.slack}/api/` },
    chatFiles: [`${sharepoint}/`],
    dns: [`127.0.0.1:${world.endpoints.dnsPort}`],
    ca: tls.ca,
  };
}

/** Dotenv text with all the bot needs. Holds secrets: served over loopback, never written to a file. */
export function envText(context: Context): string {
  const { world, dir } = context;
  const url = new URL(world.bot.url);
  const entries: Record<string, string> = {
    CLOUD: `${dir}/cloud.json`,
    TENANT_ID: world.tenantId,
    BOT_APP_ID: world.bot.appId,
    BOT_APP_SECRET: world.bot.secret,
    BOT_APP_TYPE: 'SingleTenant',
    ...slackEnv(context),
    IDENTITY_KIND: 'secret',
    IDENTITY_CLIENT_ID: world.self.appId,
    IDENTITY_CLIENT_SECRET: world.self.secret,
    SUBSCRIPTION_ID: world.subscriptionId,
    ACS_RESOURCE_IDS: acsResourceIds(world).join(','),
    SMTP_ROLE_DEFINITION_ID: world.roleDefinitionId,
    KEY_VAULT_URL: world.endpoints.vault,
    SIGN_IN_CLIENT_ID: world.signIn.appId,
    SIGN_IN_CLIENT_SECRET: world.signIn.secret,
    PUBLIC_URL: `http://localhost:${url.port === '' ? '80' : url.port}`,
    POLICY_FILE: `${dir}/policy.json`,
    HOST: '127.0.0.1',
    PORT: url.port === '' ? '80' : url.port,
  };
  return Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function acsResourceIds(world: World): string[] {
  return world.acs.map(
    ({ resourceGroup, name }) =>
      `/subscriptions/${world.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Communication/communicationServices/${name}`,
  );
}
