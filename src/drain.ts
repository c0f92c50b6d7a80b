import type { App } from './app.ts';
import type { Clock } from './shared/clock.ts';
import { asSendpassError } from './shared/errors.ts';
import type { Logger } from './shared/port-logger.ts';

/** What a platform waits for at least before it kills (infra/azure, infra/docker and Kubernetes' own default). */
const limitMs = 30_000;

/**
 * The answer to SIGTERM and SIGINT: nothing new is begun, what runs is finished or handed over, then the process ends. What hangs for longer is
 * left: it is in the database, and taken up by another instance or at the next start. A second signal changes nothing.
 */
export function createDrain(
  app: Pick<App, 'stop'>,
  deps: { clock: Clock; logger: Logger; exit: (code: number) => void },
) {
  const { clock, logger, exit } = deps;
  let stopping = false;
  return async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping: running work is finished or handed over');
    const over = new AbortController();
    const late = clock.wait(limitMs, over.signal).then(() => 'late' as const);
    const done = app.stop().then(
      () => 'done' as const,
      (thrown: unknown) => asSendpassError(thrown).code,
    );
    const how = await Promise.race([done, late]);
    over.abort();
    if (how === 'done') return exit(0);
    logger.error({ code: how }, 'stopping failed; what was at work is taken up again');
    exit(1);
  };
}
