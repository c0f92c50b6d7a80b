import type { ConvergeDeps } from './converge-deps.ts';
import type { Opened } from './open-run.ts';
import type { Run } from './run.ts';

/** A run for looks alone: it belongs to no convergence, so nothing may be written through it. */
export const runToLook = (deps: ConvergeDeps, route: Opened['routes'][number], signal: AbortSignal): Run => ({
  deps,
  ...route,
  startedAt: deps.clock.now(),
  signal,
  isPaused: () => false,
  changed: async () => undefined,
});
