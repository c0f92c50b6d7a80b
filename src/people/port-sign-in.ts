import type { Secret } from '../shared/secret.ts';

/** Who signed in, as the directory's token service says. */
export type SignedIn = { objectId: string; tenantId: string; name: string; username: string | null };

/**
 * A person's sign-in with the directory in a browser (OpenID Connect, authorization code with PKCE). `redeem` throws SendpassError: `denied`
 * with code `sign-in-refused` (cancelled, expired, used, forged: start anew), `retryable` when the service does not answer.
 */
export type SignIn = {
  /** Where the browser goes. `again`: who is signed in already must prove it anew. */
  address(wish: { state: string; nonce: string; verifier: Secret; again: boolean }): Promise<string>;
  redeem(answer: { code: string; nonce: string; verifier: Secret }): Promise<SignedIn>;
};
