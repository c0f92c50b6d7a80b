/**
 * An access token is good for 60 to 90 minutes from when it was given, a length Entra draws by itself (Microsoft Learn, "Configurable token
 * lifetimes"); no revocation reaches one already given out. Errs late: nobody should believe that it is over before it is.
 */
const tokenMs = 90 * 60_000;

/** Until when a token that was given before log-ins were refused may still send. */
export const tokensUntil = (refusedAt: Date): Date => new Date(refusedAt.getTime() + tokenMs);
