import type { SendpassError } from '../shared/errors.ts';

/** Within this time of our own write a neighbour that does not show the thing may merely lag (facts/azure §1.4: up to ~2 minutes). */
export const settlingMs = 2 * 60_000;
/** A role assignment takes up to ten minutes to be honoured (facts/azure §3). */
export const roleSettlingMs = 10 * 60_000;
/** How long one job goes on waiting before it gives its place to another and comes back later. */
export const jobBudgetMs = 10 * 60_000;

/**
 * How long to wait before the next try. Replication is asked often while it is likely to be over soon (a poll itself takes 200–800 ms),
 * then rarely; a busy or broken neighbour is left alone for as long as it asks, else for a growing time.
 */
export function waitFor(error: SendpassError, attempt: number, sinceFirstMs: number): number {
  if (error.kind === 'not-yet') {
    if (sinceFirstMs < 60_000) return 150;
    return sinceFirstMs < 5 * 60_000 ? 5_000 : 30_000;
  }
  // A Retry-After may be longer than our own wait, which is never shorter than it says.
  if (error.kind === 'retryable') return Math.max(error.retryAfterMs ?? 0, growing(attempt, 500));
  // Ours to mend: it may pass (an answer nobody classified), but is not worth hurrying.
  return growing(attempt, 5_000);
}

const growing = (attempt: number, firstMs: number): number => Math.min(30_000, firstMs * 2 ** Math.min(attempt, 10));

/** Waiting can end by itself; these cannot. */
export const needsPerson = (error: SendpassError): boolean =>
  error.kind === 'needs-person' || error.kind === 'invalid' || error.kind === 'denied' || error.kind === 'conflict';
