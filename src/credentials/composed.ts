import type { Secret } from '../shared/secret.ts';

type Place = {
  host: string;
  port: number;
  tls: 'STARTTLS, 1.2+';
  from: string;
  endsAt: Date;
};

export type PasswordCredentials = Place & {
  login: 'password';
  /** The form the chosen client can hold: short when there is one, else pipes. */
  username: string;
  /** All forms: pipe, dot, and short when it exists. */
  usernames: { pipe: string; dot: string; short: string | null };
  password: Secret;
};

export type OAuthCredentials = Place & {
  login: 'oauth';
  /** What the client logs in as; From has to be the same. */
  mailbox: string;
  /** All it may send as, `mailbox` among them. */
  mailboxes: string[];
  tenantId: string;
  clientId: string;
  /** The enterprise application's object id – not the app registration's: only for whoever has to name it to Exchange. */
  objectId: string;
  clientSecret: Secret;
  tokenEndpoint: string;
  scope: string;
};

/** What the owner pastes. Never stored; built at the moment of the reveal. */
export type ComposedCredentials = PasswordCredentials | OAuthCredentials;
