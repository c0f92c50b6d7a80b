// The tenant a sandbox starts with and `POST /_sandbox/reset` goes back to. Ids depend on the seed only, so that two runs can be
// compared; secrets are new at every start and stay over a reset.
import { createHash } from 'node:crypto';
import type { Draws } from './draw.ts';
import { seedTxt } from './dns/seed.ts';
import { EXCHANGE_APP_ID, exchangePrincipal } from './exchange/permissions.ts';
import { seedExchange, seedMailboxUsers } from './exchange/seed.ts';
import { seedDirectory } from './seed-directory.ts';
import { newSecretText } from './secret-text.ts';
import { newSlackSecrets, seedSlackApp, type SlackSecrets } from './slack/app.ts';
import type { Application, Endpoints, Lag, Password, Principal, World } from './world.ts';

export type Identities = { selfSecret: string; botSecret: string; signInSecret: string; slack: SlackSecrets };
export const newIdentities = (): Identities => ({
  selfSecret: newSecretText(),
  botSecret: newSecretText(),
  signInSecret: newSecretText(),
  slack: newSlackSecrets(),
});

const secretsOf = ({ slack, ...others }: Identities): string[] => [...Object.values(others), ...Object.values(slack)];

/** Never zero: code that only works when replicas agree at once must fail here. */
export const DEFAULT_LAG: Lag = {
  app: [2000, 5000],
  principal: [2000, 5000],
  password: [2000, 5000],
  token: [2000, 5000],
  role: [2000, 5000],
  exchange: [2000, 5000],
};

/** The same GUID for the same seed and label. */
export function seededGuid(seed: number, label: string): string {
  const hex = createHash('sha256').update(`sendpass-sandbox|${seed}|${label}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Seed = { seed: number; draws: Draws; identities: Identities; endpoints: Endpoints; botUrl: string };

export function seedWorld({ seed, draws, identities, endpoints, botUrl }: Seed): World {
  const guid = (label: string): string => seededGuid(seed, label);
  const self = { appId: guid('self app'), principalId: guid('self principal'), secret: identities.selfSecret };
  const bot = { appId: guid('bot app'), secret: identities.botSecret, url: botUrl };
  const signIn = { appId: guid('sign-in app'), secret: identities.signInSecret, redirectUris: [callbackOf(botUrl)] };
  const tenantId = guid('tenant');
  const directory = seedDirectory(guid, tenantId);
  return {
    tenantId,
    subscriptionId: guid('subscription'),
    resourceGroup: 'rg-mail',
    self,
    bot,
    signIn,
    signInCodes: [],
    slack: seedSlackApp(guid, identities.slack),
    endpoints,
    tier: 'default',
    removedPermissions: new Set(),
    people: [...directory.people, ...seedMailboxUsers(guid, tenantId)],
    groups: directory.groups,
    applications: [
      identityApplication(guid('self object'), self, 'Sendpass'),
      identityApplication(guid('bot object'), bot, 'Sendpass bot'),
      identityApplication(guid('sign-in object'), signIn, 'Sendpass sign-in'),
    ],
    principals: [
      identityPrincipal(self.principalId, self.appId, 'Sendpass'),
      identityPrincipal(guid('bot principal'), bot.appId, 'Sendpass bot'),
      identityPrincipal(guid('sign-in principal'), signIn.appId, 'Sendpass sign-in'),
      exchangePrincipal(guid('exchange principal')),
    ],
    appRoleAssignments: [],
    exchange: seedExchange(directory.people),
    ...seedMailServices(guid),
    txt: seedTxt(),
    vault: [],
    mail: [],
    smtpRefusals: [],
    acsCreationClosed: false,
    deltaShowsPasswords: false,
    deltaRounds: new Map(),
    lag: structuredClone(DEFAULT_LAG),
    maxPasswordLifetime: null,
    unknownPaths: [],
    secrets: new Set(secretsOf(identities)),
    draw: draws.draw,
    now: () => Date.now(),
  };
}

/** Plain http is taken for localhost only, as Entra does. */
const callbackOf = (botUrl: string): string =>
  `http://localhost:${URL.canParse(botUrl) ? new URL(botUrl).port : ''}/sign-in/callback`;

type MailServices = Pick<
  World,
  | 'roleDefinitionId'
  | 'roleDefinitions'
  | 'assignments'
  | 'acs'
  | 'emailServices'
  | 'domains'
  | 'senderUsernames'
  | 'smtpUsernames'
>;

function seedMailServices(guid: (label: string) => string): MailServices {
  const subscription = `/subscriptions/${guid('subscription')}`;
  const service = { name: 'mail-prod', resourceGroup: 'rg-mail', dataLocation: 'Europe' };
  const link = (domain: string): string =>
    `${subscription}/resourceGroups/rg-mail/providers/Microsoft.Communication/emailServices/mail-prod/domains/${domain}`;
  const acs = (name: string, domain: string) => ({
    name,
    resourceGroup: 'rg-mail',
    dataLocation: 'Europe',
    linkedDomains: [link(domain)],
  });
  const verified = { Domain: 'Verified', SPF: 'Verified', DKIM: 'Verified', DKIM2: 'Verified', DMARC: 'Verified' };
  const pending = {
    ...verified,
    SPF: 'VerificationFailed',
    DKIM: 'NotStarted',
    DKIM2: 'NotStarted',
    DMARC: 'NotStarted',
  };
  const domain = (name: string, states: typeof verified) => ({
    name,
    emailService: 'mail-prod',
    management: 'CustomerManaged' as const,
    verified: { ...states },
  });
  const roleDefinitionId = guid('smtp role');
  return {
    roleDefinitionId,
    roleDefinitions: roleDefinitions(roleDefinitionId, subscription),
    assignments: [],
    acs: [acs('acs-prod', 'mail.contoso.com'), acs('acs-news', 'news.contoso.com')],
    emailServices: [service],
    domains: [
      domain('mail.contoso.com', verified),
      domain('news.contoso.com', verified),
      domain('pending.contoso.com', pending),
    ],
    senderUsernames: [],
    smtpUsernames: [],
  };
}

function roleDefinitions(name: string, subscription: string): World['roleDefinitions'] {
  const permission = (actions: string[]) => [{ actions, notActions: [], dataActions: [], notDataActions: [] }];
  return [
    {
      name,
      roleName: 'ACS SMTP Sender (Sendpass)',
      roleType: 'CustomRole',
      description: 'Lets an application log in to ACS Email over SMTP. Made by infra, assigned by Sendpass.',
      permissions: permission([
        'Microsoft.Communication/CommunicationServices/Read',
        'Microsoft.Communication/CommunicationServices/Write',
        'Microsoft.Communication/EmailServices/write',
      ]),
      assignableScopes: [subscription],
    },
    {
      name: '09976791-48a7-449e-bb21-39d1a415f350',
      roleName: 'Communication and Email Service Owner',
      roleType: 'BuiltInRole',
      description: 'Create, read, modify, and delete Communications and Email Service resources.',
      permissions: permission(['Microsoft.Communication/*']),
      assignableScopes: ['/'],
    },
  ];
}

function identityApplication(
  id: string,
  identity: { appId: string; secret: string },
  displayName: string,
): Application {
  const password: Password = {
    keyId: id,
    displayName: 'made by infra',
    hint: identity.secret.slice(0, 3),
    secretText: identity.secret,
    startDateTime: '2026-01-01T00:00:00Z',
    endDateTime: '2099-01-01T00:00:00Z',
    visibleAt: 0,
  };
  return {
    id,
    appId: identity.appId,
    uniqueName: null,
    displayName,
    signInAudience: 'AzureADMyOrg',
    notes: null,
    tags: [],
    serviceManagementReference: null,
    createdByAppId: null,
    createdDateTime: '2026-01-01T00:00:00Z',
    owners: [],
    requiredResourceAccess: [],
    passwords: [password],
    keyCredentials: [],
    federatedIdentityCredentials: [],
    visibleAt: 0,
    tokenVisibleAt: 0,
    deletedAt: null,
  };
}

function identityPrincipal(id: string, appId: string, displayName: string): Principal {
  const times = { createdAt: 0, visibleAt: 0, tokenVisibleAt: 0, deletedAt: null };
  return { id, appId, displayName, accountEnabled: true, tags: [], owners: [], ...times };
}

/** Sendpass's own registrations and Microsoft's: part of the tenant, but not something Sendpass made. */
export function isIdentity(world: World, appId: string): boolean {
  return [world.self.appId, world.bot.appId, world.signIn.appId, EXCHANGE_APP_ID].includes(appId);
}
