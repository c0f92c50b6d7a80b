import type { StepKind } from '../senders/sender.ts';
import { elapsedMs } from '../shared/clock.ts';
import { asSendpassError } from '../shared/errors.ts';
import { interrupted } from './run.ts';
import type { Run } from './run.ts';
import { noteWaiting, notePaused } from './write-step.ts';
import { needsPerson, waitFor } from './waits.ts';

/**
 * Repeats `work` until it succeeds, waiting as its error says and writing the reason to the step. Throws what only a person can settle,
 * and `interrupted` when the run ends. `work` must be safe to repeat: it looks before it repeats what is not.
 * `pace` = least time between two starts in ms.
 */
export async function persist<T>(
  run: Run,
  kind: StepKind,
  work: (attempt: number) => Promise<T>,
  options: { pace?: number; cannotWait?: boolean } = {},
): Promise<T> {
  const { clock, logger } = run.deps;
  const first = clock.now().getTime();
  for (let attempt = 0; ; attempt++) {
    if (run.signal.aborted) throw interrupted();
    if (run.isPaused() && options.cannotWait !== true) {
      await notePaused(run, kind);
      await clock.wait(1_000, run.signal);
      continue;
    }
    const started = clock.now().getTime();
    try {
      return await work(attempt);
    } catch (thrown) {
      const error = asSendpassError(thrown);
      if (error.code === 'interrupted' || needsPerson(error)) throw error;
      if (error.kind === 'bug')
        logger.error({ senderId: run.sender.id, step: kind, code: error.code, vendor: error.vendor }, 'step failed');
      await noteWaiting(run, kind, error);
      const now = clock.now().getTime();
      const pause = waitFor(error, attempt, elapsedMs(first, now));
      await clock.wait(Math.max(pause, (options.pace ?? 0) - elapsedMs(started, now)), run.signal);
    }
  }
}
