import type { Clock } from '../shared/clock.ts';

/**
 * A named wait in a handler: the work's result, or `late` after `ms`. The work itself goes on and its result is dropped, so it must only
 * look, or have been recorded before. Errors of the work pass through while somebody waits.
 */
export async function withDeadline<Result>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<{ ok: true; result: Result } | { ok: false }> {
  const stop = new AbortController();
  const late = clock.wait(ms, stop.signal).then(() => ({ ok: false }) as const);
  const working = work(stop.signal).then((result) => ({ ok: true, result }) as const);
  // Nobody listens any more once it is late.
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } finally {
    stop.abort();
  }
}
