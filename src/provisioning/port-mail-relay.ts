import type { Secret } from '../shared/secret.ts';
import type { RelayId } from '../senders/sender.ts';

export type SmtpLogin =
  | { relay: RelayId; login: 'password'; username: string; password: Secret }
  /** XOAUTH2: an access token of the sender's application, for one mailbox. */
  | { relay: RelayId; login: 'oauth'; mailbox: string; token: Secret };

/**
 * The SMTP host of a relay, spoken to as the sender's own client would: STARTTLS required, TLS 1.2 or newer, AUTH forced.
 * Throws `not-yet` (535 after a fresh credential may be replication: the caller knows how fresh it is), `retryable` (4xx, connection),
 * `needs-person` or `bug`.
 */
export type MailRelay = {
  /** Where clients connect: shown in composed credentials. */
  endpoint(relay: RelayId): { host: string; port: number };
  /** What the `aud` claim of a token for this relay has to be: its scope without `/.default`. */
  audience(relay: RelayId): string;
  /** How an application of the tenant asks for a token for this relay. */
  tokenRequest(relay: RelayId, tenantId: string): { endpoint: string; scope: string };
  /** Port, STARTTLS and an offered log-in, without logging in. Throws `smtp-unreachable`, `smtp-no-tls` or `smtp-no-log-in`. */
  reach(relay: RelayId): Promise<void>;
  /** `again`: whoever is refused asks again in a second or two, so the next connection may be opened meanwhile. */
  logIn(login: SmtpLogin, options?: { again?: boolean }): Promise<void>;
  send(
    login: SmtpLogin,
    mail: { from: { address: string; name: string }; to: string; subject: string; text: string; messageId: string },
  ): Promise<void>;
};

/** A token the sender's own secret got, and what it says. */
export type Proven = { claims: Record<string, unknown>; token: Secret };

/** Proves a secret against the token endpoint (msal-node, skipCache) with a token for the relay. */
export type TokenProof = {
  prove(wish: { relay: RelayId; appId: string; secret: Secret }): Promise<Proven>;
};
