/** The only place that asks the machine what time it is. Everything else is handed a Clock, so that days can be played in a test. */
export type Clock = {
  now(): Date;
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
};

/** Ms from `then` to `now`. A clock that was set back in between gives no time at all: nobody may wait for it to come round again. */
export const elapsedMs = (then: number, now: number): number => Math.max(0, now - then);

/** Is what was seen at `at` still good at `now`? Seen in the future = before the clock was set back: nobody knows how long ago. */
export const isFresh = (at: number, now: number, forMs: number): boolean => at <= now && now - at < forMs;

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
};
