import { elapsedMs } from '../shared/clock.ts';
import { asSendpassError } from '../shared/errors.ts';
import type { SendpassError } from '../shared/errors.ts';
import type { RelayId } from '../senders/sender.ts';
import type { Secret } from '../shared/secret.ts';
import type { Run } from './run.ts';
import { needsPerson, waitFor } from './waits.ts';

/** What the token endpoint last said about the new secret; undefined before the first answer and once it gave a token. */
export type TokenWatch = { says(): SendpassError | undefined };

/**
 * Asks the token endpoint for the sender's own token, at most once a second, until it gives one or `signal` aborts. SMTP has one 535 for
 * every cause; this one tells a lagging replica from a disabled application. It runs beside the log-ins, not before them: what counts is
 * the log-in, and waiting for both in turn would cost a second or two of every proof.
 */
export function watchToken(
  run: Run,
  wish: { relay: RelayId; appId: string; secret: Secret },
  signal: AbortSignal,
): TokenWatch {
  const { clock, tokenProof } = run.deps;
  let last: SendpassError | undefined;
  const first = clock.now().getTime();
  const ask = async (): Promise<void> => {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const started = clock.now().getTime();
      try {
        await tokenProof.prove(wish);
        last = undefined;
        return;
      } catch (thrown) {
        last = asSendpassError(thrown);
      }
      // What a person must settle is not asked every second; but it is asked, because the person may just have done it.
      const now = clock.now().getTime();
      const pause = needsPerson(last) ? 10_000 : waitFor(last, attempt, elapsedMs(first, now));
      await clock.wait(Math.max(pause, 1_000 - elapsedMs(started, now)), signal);
    }
  };
  void ask();
  return { says: () => last };
}
