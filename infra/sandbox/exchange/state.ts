// The Exchange organisation as plain data: what its administrators made, and nothing of Entra. Addresses are compared without regard to case.

export type Mailbox = {
  /** PrimarySmtpAddress. */
  address: string;
  /** Further addresses it receives at. */
  aliases: string[];
  displayName: string;
  kind: 'SharedMailbox' | 'UserMailbox';
  /** Its own setting goes before the organisation's; null: none (facts §7.2). */
  smtpClientAuthenticationDisabled: boolean | null;
};

/** An application as Exchange knows it. Whether the ids belong together, or exist at all, nobody checks when it is registered. */
export type ExchangePrincipal = {
  appId: string;
  objectId: string;
  displayName: string;
  /** When SMTP honours it. */
  visibleAt: number;
};

export type ManagementScope = { name: string; recipientFilter: string };

export type ManagementRoleAssignment = {
  name: string;
  role: string;
  /** Object id of the ExchangePrincipal. */
  app: string;
  /** Name of a scope; null: the whole organisation. */
  customResourceScope: string | null;
  visibleAt: number;
};

export type MailboxPermission = {
  /** Primary address of the mailbox. */
  mailbox: string;
  /** Object id of the ExchangePrincipal. */
  user: string;
  right: 'FullAccess' | 'SendAs';
  visibleAt: number;
};

export type ExchangeOrganization = {
  /** Its initial domain. */
  organization: string;
  /** Get-TransportConfig; true by default in every tenant made after January 2020 (facts §7.2). */
  smtpClientAuthenticationDisabled: boolean;
  securityDefaults: boolean;
  mailboxes: Mailbox[];
  servicePrincipals: ExchangePrincipal[];
  scopes: ManagementScope[];
  roleAssignments: ManagementRoleAssignment[];
  permissions: MailboxPermission[];
};
