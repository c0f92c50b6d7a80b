export type DomainFacts = {
  /** mail.contoso.com */
  name: string;
  /** ARM id …/emailServices/x/domains/y */
  resourceId: string;
  /** ARM id of the ACS resource it is linked to. */
  acsResourceId: string;
  azureManaged: boolean;
  verified: Record<'Domain' | 'SPF' | 'DKIM' | 'DKIM2', boolean>;
};

export type RoleDefinition = {
  id: string;
  name: string;
  actions: string[];
  notActions: string[];
  dataActions: string[];
};
export type RoleAssignment = { id: string; name: string; roleDefinitionId: string; principalId: string };

/**
 * ARM: Microsoft.Communication and role assignments. Same error contract as port-entra. ARM ids start with `/subscriptions/`.
 */
export type Azure = {
  /** Domains linked to the configured ACS resources. */
  listDomains(): Promise<DomainFacts[]>;

  /** The definition infra made, or undefined. */
  roleDefinition(): Promise<RoleDefinition | undefined>;
  /** PUT under a computed name with principalType ServicePrincipal. 409 RoleAssignmentExists counts as done and returns the real one. */
  assignRole(wish: { scope: string; name: string; principalId: string }): Promise<RoleAssignment>;
  findAssignment(wish: { scope: string; principalId: string }): Promise<RoleAssignment | undefined>;
  removeAssignment(wish: { scope: string; name: string }): Promise<void>;

  putMailFrom(wish: { domainResourceId: string; name: string; username: string; displayName: string }): Promise<void>;
  findMailFrom(wish: {
    domainResourceId: string;
    name: string;
  }): Promise<{ username: string; displayName: string | null } | undefined>;
  listMailFroms(domainResourceId: string): Promise<string[]>;
  removeMailFrom(wish: { domainResourceId: string; name: string }): Promise<void>;

  putSmtpUsername(wish: { acsResourceId: string; name: string; username: string; appId: string }): Promise<void>;
  findSmtpUsername(wish: {
    acsResourceId: string;
    name: string;
  }): Promise<{ username: string; appId: string } | undefined>;
  removeSmtpUsername(wish: { acsResourceId: string; name: string }): Promise<void>;
};
