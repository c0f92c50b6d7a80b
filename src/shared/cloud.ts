import { createHash } from 'node:crypto';
import { z } from 'zod';

// A cloud is data: every endpoint of every neighbour in one value. Nothing else in the program knows a vendor's host name.

const httpsUrl = z.url({ protocol: /^https$/ });
/** Plain http never leaves the machine. A service URL's host may start with `*.`. */
const chatUrl = z.string().refine(isChatUrl, 'must be an https address, or http on this machine');
const api = z.strictObject({ endpoint: httpsUrl, scope: z.string().min(1) });
/** `scope` = what a sender's own token is asked for when its secret is proven. */
const smtpHost = (scope: string) =>
  z.strictObject({
    host: z.string().min(1),
    port: z.number().int().min(1).max(65535),
    scope: z.string().min(1).default(scope),
  });
const acsScope = 'https://communication.azure.com/.default';
const outlookScope = 'https://outlook.office365.com/.default';

export const cloudSchema = z.strictObject({
  name: z.string().min(1),
  authorityHost: httpsUrl,
  graph: api,
  arm: api,
  vault: z.strictObject({ suffix: z.string().min(1), scope: z.string().min(1) }),
  smtp: z.strictObject({ acs: smtpHost(acsScope), exchange: smtpHost(outlookScope) }),
  /** Where the PowerShell module of Exchange sends its cmdlets; used only where the operator opts in. */
  exchangeAdmin: api,
  botFramework: z.strictObject({
    /** Where the bot gets its own token; for the named clouds derived from authority host and tenant. */
    loginUrl: httpsUrl.optional(),
    scope: z.string().min(1),
    openIdMetadataUrl: chatUrl,
    emulatorOpenIdMetadataUrl: chatUrl,
    tokenIssuer: z.string().min(1),
    /** Connector base addresses an activity may name; a host starting with `*.` matches any sub-domain. */
    serviceUrls: z.array(chatUrl).min(1),
  }),
  /** Name servers asked for records of a domain, as `address` or `address:port`; left out: the machine's own. */
  dns: z.array(z.string().min(1)).optional(),
  /** What Sendpass's own token for a PostgreSQL server of this cloud is asked for; a cloud without it has passwords only. */
  database: z.strictObject({ scope: z.string().min(1) }).optional(),
  /** Where the chat platform keeps files that people attach; a host starting with `*.` matches any sub-domain. None: no file is read. */
  chatFiles: z.array(chatUrl).default([]),
  /** Base address of Slack's Web API, with the slash at its end; a cloud without it has no Slack. */
  slack: z
    .strictObject({
      api: z.string().refine((url) => isChatUrl(url) && url.endsWith('/'), 'must be a URL that ends in /'),
    })
    .optional(),
  /** PEM of a private certificate authority; only a custom cloud has one. */
  ca: z.string().optional(),
});

export type Cloud = z.infer<typeof cloudSchema> & { custom: boolean };

// Sources: facts of Microsoft's national clouds (Graph "national cloud deployments", ARM endpoints, Key Vault DNS suffixes,
// Bot Framework "configure for government"). ACS Email's SMTP host exists in the public cloud only; for the others it follows the
// documented suffix and a refused connection says so at start (doctor). Exchange's hosts: "authenticate an SMTP application by OAuth" and the
// endpoints pages of the national clouds. Databases: the endpoints that the Azure CLI ships for each cloud (`ossrdbmsResourceId`).
const named: Record<'public' | 'usgov' | 'china', Omit<Cloud, 'custom'>> = {
  public: {
    name: 'public',
    authorityHost: 'https://login.microsoftonline.com',
    graph: { endpoint: 'https://graph.microsoft.com', scope: 'https://graph.microsoft.com/.default' },
    arm: { endpoint: 'https://management.azure.com', scope: 'https://management.azure.com/.default' },
    vault: { suffix: 'vault.azure.net', scope: 'https://vault.azure.net/.default' },
    smtp: {
      acs: { host: 'smtp.azurecomm.net', port: 587, scope: acsScope },
      exchange: { host: 'smtp.office365.com', port: 587, scope: 'https://outlook.office365.com/.default' },
    },
    database: { scope: 'https://ossrdbms-aad.database.windows.net/.default' },
    exchangeAdmin: { endpoint: 'https://outlook.office365.com', scope: 'https://outlook.office365.com/.default' },
    botFramework: {
      scope: 'https://api.botframework.com/.default',
      openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      emulatorOpenIdMetadataUrl:
        'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
      tokenIssuer: 'https://api.botframework.com',
      serviceUrls: ['https://smba.trafficmanager.net/'],
    },
    chatFiles: ['https://*.sharepoint.com/'],
    slack: { api: 'https://slack.com/api/' },
  },
  usgov: {
    name: 'usgov',
    authorityHost: 'https://login.microsoftonline.us',
    graph: { endpoint: 'https://graph.microsoft.us', scope: 'https://graph.microsoft.us/.default' },
    arm: { endpoint: 'https://management.usgovcloudapi.net', scope: 'https://management.usgovcloudapi.net/.default' },
    vault: { suffix: 'vault.usgovcloudapi.net', scope: 'https://vault.usgovcloudapi.net/.default' },
    smtp: {
      acs: { host: 'smtp.azurecomm.us', port: 587, scope: acsScope },
      exchange: { host: 'smtp.office365.us', port: 587, scope: 'https://outlook.office365.us/.default' },
    },
    database: { scope: 'https://ossrdbms-aad.database.usgovcloudapi.net/.default' },
    exchangeAdmin: { endpoint: 'https://outlook.office365.us', scope: 'https://outlook.office365.us/.default' },
    botFramework: {
      scope: 'https://api.botframework.us/.default',
      openIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
      emulatorOpenIdMetadataUrl:
        'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
      tokenIssuer: 'https://api.botframework.us',
      serviceUrls: ['https://*.infra.gcc.teams.microsoft.com/', 'https://*.infra.gov.teams.microsoft.us/'],
    },
    // GCC has its files in sharepoint.com; in GCC High and DoD, as in China, bots get none (Teams: "Send and receive files using bot").
    chatFiles: ['https://*.sharepoint.com/', 'https://*.sharepoint.us/'],
    // GovSlack; workspaces of commercial Slack are not for this cloud.
    slack: { api: 'https://slack-gov.com/api/' },
  },
  china: {
    name: 'china',
    authorityHost: 'https://login.partner.microsoftonline.cn',
    graph: {
      endpoint: 'https://microsoftgraph.chinacloudapi.cn',
      scope: 'https://microsoftgraph.chinacloudapi.cn/.default',
    },
    arm: { endpoint: 'https://management.chinacloudapi.cn', scope: 'https://management.chinacloudapi.cn/.default' },
    vault: { suffix: 'vault.azure.cn', scope: 'https://vault.azure.cn/.default' },
    smtp: {
      acs: { host: 'smtp.azurecomm.net', port: 587, scope: acsScope },
      exchange: { host: 'smtp.partner.outlook.cn', port: 587, scope: 'https://partner.outlook.cn/.default' },
    },
    database: { scope: 'https://ossrdbms-aad.database.chinacloudapi.cn/.default' },
    exchangeAdmin: { endpoint: 'https://partner.outlook.cn', scope: 'https://partner.outlook.cn/.default' },
    botFramework: {
      scope: 'https://api.botframework.azure.cn/.default',
      openIdMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      emulatorOpenIdMetadataUrl:
        'https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration',
      tokenIssuer: 'https://api.botframework.azure.cn',
      serviceUrls: ['https://frontend.botapi.msg.infra.teams.microsoftonline.cn/'],
    },
    chatFiles: [],
  },
};

/** A named cloud has no overridable endpoint. */
export function namedCloud(name: string): Cloud | undefined {
  if (name !== 'public' && name !== 'usgov' && name !== 'china') return undefined;
  return { ...named[name], custom: false };
}

/** Endpoints, CA and tenant as one hash: the database is stamped with it and refuses another, so that no clone writes elsewhere. */
export function cloudFingerprint(cloud: Cloud, tenantId: string): string {
  // Where files are read from says nothing about where Sendpass writes. Slack came later: with it every database would be a foreign one.
  // Nor does who the database itself is.
  const {
    name: _name,
    custom: _custom,
    chatFiles: _chatFiles,
    slack: _slack,
    database: _database,
    ...endpoints
  } = cloud;
  return createHash('sha256').update(JSON.stringify({ endpoints, tenantId })).digest('hex').slice(0, 32);
}

export const authorityOf = (cloud: Cloud, tenantId: string): string =>
  `${cloud.authorityHost.replace(/\/$/, '')}/${tenantId}`;

/** True for localhost and 127/8: the only place where plain http and the Key Vault host exception are allowed. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isChatUrl(text: string): boolean {
  const url = text.replace('://*.', '://');
  return URL.canParse(url) && (url.startsWith('https://') || (url.startsWith('http://') && isLoopback(url)));
}
