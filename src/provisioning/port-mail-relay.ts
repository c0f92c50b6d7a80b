import type { Secret } from '../shared/secret.ts';
import type { RelayId } from '../senders/sender.ts';

export type SmtpLogin = { relay: RelayId; username: string; password: Secret };

/**
 * The SMTP host of a relay, spoken to as the sender's own client would: STARTTLS required, TLS 1.2 or newer, AUTH forced.
 * Throws `not-yet` (535 after a fresh credential may be replication: the caller knows how fresh it is), `retryable` (4xx, connection),
 * `needs-person` or `bug`.
 */
export type MailRelay = {
  /** Where clients connect: shown in composed credentials. */
  endpoint(relay: RelayId): { host: string; port: number };
  /** Port, STARTTLS and an offered log-in, without logging in. Throws `smtp-unreachable`, `smtp-no-tls` or `smtp-no-log-in`. */
  reach(relay: RelayId): Promise<void>;
  /** `again`: whoever is refused asks again in a second or two, so the next connection may be opened meanwhile. */
  logIn(login: SmtpLogin, options?: { again?: boolean }): Promise<void>;
  send(
    login: SmtpLogin,
    mail: { from: { address: string; name: string }; to: string; subject: string; text: string; messageId: string },
  ): Promise<void>;
};

/** Proves a new secret against the token endpoint (msal-node, skipCache), before SMTP is tried. */
export type TokenProof = {
  prove(wish: { appId: string; secret: Secret }): Promise<{ claims: Record<string, unknown> }>;
};
