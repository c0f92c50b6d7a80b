import type { Clock } from '../../src/shared/clock.ts';

type Timer = { at: number; no: number; fire: () => void };

/**
 * A clock that jumps: whenever nothing but waiting is left to do, it moves to the next timer. Days pass in milliseconds, and the order
 * of events depends on the times alone. Only for code whose other awaits are promises that settle by themselves.
 */
export function virtualClock(start = '2026-11-24T09:00:00Z'): Clock & { at(): number; jump(ms: number): void } {
  let now = Date.parse(start);
  let no = 0;
  let pumping = false;
  const timers = new Set<Timer>();
  const pump = (): void => {
    pumping = false;
    const next = [...timers].toSorted((a, b) => a.at - b.at || a.no - b.no)[0];
    if (next === undefined) return;
    now = Math.max(now, next.at);
    timers.delete(next);
    next.fire();
    schedule();
  };
  const schedule = (): void => {
    if (pumping || timers.size === 0) return;
    pumping = true;
    setImmediate(pump);
  };
  return {
    now: () => new Date(now),
    at: () => now,
    jump: (ms) => void (now += ms),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const timer: Timer = { at: now + Math.max(0, ms), no: no++, fire: resolve };
        timers.add(timer);
        signal?.addEventListener('abort', () => {
          timers.delete(timer);
          resolve();
        });
        schedule();
      }),
  };
}
