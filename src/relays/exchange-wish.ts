/** What has to be allowed in Exchange for one route, as data: the script, the REST route and the check all start from it. */
export type ExchangeWish = {
  tenantId: string;
  appId: string;
  /** Of the enterprise application (service principal), not of the app registration: Exchange accepts both and honours only this one. */
  objectId: string;
  displayName: string;
  access: 'app-rbac' | 'classic';
  mailboxes: string[];
  outsideMailbox: string | null;
  /** Names computed before anything is made: sendpass-<senderId>-<generation>. */
  scopeName: string;
  assignmentName: string;
};

/** What Exchange shows about one wish; the script prints the same thing as one line of JSON. */
export type ExchangeReport = {
  appId: string;
  /** As registered in Exchange; null = not registered. */
  objectId: string | null;
  /** Filter of the scope; null = no such scope. */
  scope: string | null;
  /** Primary addresses the scope's filter finds. */
  holds: string[];
  /** Role of the assignment; null = none. */
  role: string | null;
  /** Test-ServicePrincipalAuthorization for each mailbox, the outside one included; null = it could not be asked. */
  inScope: Record<string, boolean | null>;
  /** Classic access only. */
  rights: Record<string, { fullAccess: boolean; sendAs: boolean }>;
  /** SmtpClientAuthenticationDisabled of each mailbox: false, true, or not set. */
  smtpAuth: Record<string, 'on' | 'off' | 'tenant'>;
  tenantSmtpAuth: 'on' | 'off';
};
