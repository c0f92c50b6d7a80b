// The imitated cloud as plain data. Times are milliseconds since the epoch; `visibleAt` is when the lagging replicas show the object.

import type { ExchangeOrganization } from './exchange/state.ts';
import type { SlackApp } from './slack/app.ts';

export type Password = {
  keyId: string;
  displayName: string;
  hint: string;
  secretText: string;
  startDateTime: string;
  endDateTime: string;
  /** When the token endpoint knows it. */
  visibleAt: number;
};

export type Application = {
  id: string;
  appId: string;
  uniqueName: string | null;
  displayName: string;
  signInAudience: string;
  notes: string | null;
  tags: string[];
  serviceManagementReference: string | null;
  createdByAppId: string | null;
  createdDateTime: string;
  owners: string[];
  requiredResourceAccess: unknown[];
  passwords: Password[];
  keyCredentials: unknown[];
  federatedIdentityCredentials: unknown[];
  visibleAt: number;
  /** When the token endpoint knows it. */
  tokenVisibleAt: number;
  deletedAt: number | null;
};

export type Principal = {
  id: string;
  appId: string;
  displayName: string;
  accountEnabled: boolean;
  tags: string[];
  owners: string[];
  createdAt: number;
  visibleAt: number;
  /** When the token endpoint knows it. */
  tokenVisibleAt: number;
  deletedAt: number | null;
};

export type Assignment = {
  id: string;
  name: string;
  scope: string;
  roleDefinitionId: string;
  principalId: string;
  principalType: string;
  createdOn: string;
  /** When SMTP and ARM honour it. */
  visibleAt: number;
};

export type RoleDefinition = {
  name: string;
  roleName: string;
  roleType: 'CustomRole' | 'BuiltInRole';
  description: string;
  permissions: { actions: string[]; notActions: string[]; dataActions: string[]; notDataActions: string[] }[];
  assignableScopes: string[];
};

export type SenderUsername = { name: string; domain: string; username: string; displayName: string | null };
export type SmtpUsername = {
  name: string;
  acs: string;
  username: string;
  entraApplicationId: string;
  tenantId: string;
};

export type Domain = {
  name: string;
  emailService: string;
  management: 'AzureManaged' | 'CustomerManaged';
  verified: Record<'Domain' | 'SPF' | 'DKIM' | 'DKIM2' | 'DMARC', string>;
  /** ARM ids of the ACS resources it is linked to are derived from `acs[].linkedDomains`. */
};

export type AcsResource = { name: string; resourceGroup: string; dataLocation: string; linkedDomains: string[] };

export type VaultVersion = {
  version: string;
  value: string;
  tags: Record<string, string>;
  contentType: string | null;
  enabled: boolean;
  exp: number | null;
  nbf: number | null;
  created: number;
};
export type VaultSecret = { name: string; versions: VaultVersion[]; deletedAt: number | null };

/** A person of the directory; the three fixed ones are owner, owner2, approver. */
export type Person = {
  id: string;
  name: string;
  aadObjectId: string;
  tenantId: string;
  mail: string;
  proxyAddresses: string[];
  userType: 'Member' | 'Guest';
  accountEnabled: boolean;
  slackUserId: string;
  roles: string[];
  /** Teams installed the app for this person: without it a proactive message is refused. */
  appInstalled: boolean;
  /** Stands in the directory only: not somebody whose chat the console shows. */
  directoryOnly?: boolean;
};

/** An application permission that an administrator consented to. */
export type AppRoleAssignment = {
  id: string;
  /** Principal of the application that may. */
  principalId: string;
  /** Principal of the API it may call. */
  resourceId: string;
  appRoleId: string;
  createdDateTime: string;
  /** When Graph shows it and tokens carry it. */
  visibleAt: number;
};

/** What a person's sign-in gave to the application that asked for it. */
export type SignInCode = {
  code: string;
  appId: string;
  redirectUri: string;
  scope: string;
  challenge: string | null;
  nonce: string | null;
  oid: string;
  expiresAt: number;
  used: boolean;
};

export type Group = { id: string; displayName: string; mail: string | null; members: string[] };

export type Mail = {
  at: string;
  from: string;
  to: string[];
  subject: string;
  messageId: string;
  text: string;
  raw: string;
  /** Application (client) id that logged in. */
  appId: string;
  /** Exchange: the mailbox it logged in to. */
  mailbox?: string;
};

/** Why an SMTP command was refused. The wire never says it (535 5.7.3 has one text for every cause), so tests read it here. */
export type SmtpRefusal = { at: string; command: string; username: string; reason: string };

export type Lag = Record<'app' | 'principal' | 'password' | 'token' | 'role' | 'exchange', [number, number]>;

/** Base URLs without a trailing slash, `https://localhost:4401`; SMTP has bare ports. */
export type Endpoints = {
  entra: string;
  graph: string;
  arm: string;
  vault: string;
  connector: string;
  botLogin: string;
  sharepoint: string;
  slack: string;
  control: string;
  exchangeAdmin: string;
  smtpPort: number;
  exchangeSmtpPort: number;
  /** UDP. */
  dnsPort: number;
};

export type World = {
  tenantId: string;
  subscriptionId: string;
  resourceGroup: string;
  /** Sendpass's own identity: client id, principal object id. */
  self: { appId: string; principalId: string; secret: string };
  bot: { appId: string; secret: string; url: string };
  /** The registration people sign in to; apart from the bot's, so that no token of a person is good at the bot's door. */
  signIn: { appId: string; secret: string; redirectUris: string[] };
  /** Authorization codes that were handed out. */
  signInCodes: SignInCode[];
  slack: SlackApp;
  endpoints: Endpoints;
  roleDefinitionId: string;
  tier: 'default' | 'raised';
  /** Rights taken from Sendpass's own identity by `PUT /_sandbox/permissions`. */
  removedPermissions: Set<string>;
  people: Person[];
  groups: Group[];
  applications: Application[];
  principals: Principal[];
  assignments: Assignment[];
  appRoleAssignments: AppRoleAssignment[];
  exchange: ExchangeOrganization;
  roleDefinitions: RoleDefinition[];
  acs: AcsResource[];
  emailServices: { name: string; resourceGroup: string; dataLocation: string }[];
  domains: Domain[];
  /** TXT records by name; a name that is not here does not exist. */
  txt: Record<string, string[]>;
  senderUsernames: SenderUsername[];
  smtpUsernames: SmtpUsername[];
  vault: VaultSecret[];
  mail: Mail[];
  smtpRefusals: SmtpRefusal[];
  /** True when Azure takes no new ACS resources: existing ones may still be updated. */
  acsCreationClosed: boolean;
  /** Whether Graph's delta of applications shows a change of passwords alone; not known of the real service. */
  deltaShowsPasswords: boolean;
  /** Rounds of that delta by the token in their link. */
  deltaRounds: Map<string, DeltaRound>;
  /** How long each replica lags behind: drawn anew for every object. Changed by `PUT /_sandbox/faults`. */
  lag: Lag;
  /** `defaultAppManagementPolicy` of the tenant: the longest password lifetime as ISO 8601, or null. */
  maxPasswordLifetime: string | null;
  /** `METHOD url` of every request nobody answers. */
  unknownPaths: string[];
  /** Every secret value ever handed out or planted: `GET /_sandbox/secrets`. */
  secrets: Set<string>;
  /**
   * n-th draw for a label in [min, max], from seed + label + n only: two runs with one seed see the same latencies and lags
   * whatever order their calls come in.
   */
  draw: (label: string, range: [number, number]) => number;
  now: () => number;
};

/** Fingerprints of all applications by id, and what is told of them. */
export type DeltaRound = { known: Map<string, string>; items: Record<string, unknown>[] };
