/** The mistake made most: with another From the log-in works and each mail is refused (facts/azure §7.4). */
export const fromRule = 'From has to be this mailbox: any other is refused (554 5.2.0 SendAsDenied).';

/** What a settings template is filled with where the client logs in with an access token (XOAUTH2). */
export type OAuthSettingsInput = {
  host: string;
  port: number;
  /** The mailbox it logs in as; From has to be the same. */
  mailbox: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  tokenEndpoint: string;
  scope: string;
  displayName: string;
  /** YYYY-MM-DD. */
  endsOn: string;
};
