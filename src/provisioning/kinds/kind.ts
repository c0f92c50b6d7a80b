import type { Credential, Step } from '../../senders/sender.ts';
import { SendpassError } from '../../shared/errors.ts';
import type { Lost } from '../lost.ts';
import type { Presence } from '../plan.ts';
import { sinceMs } from '../run.ts';
import type { Run } from '../run.ts';
import { settlingMs } from '../waits.ts';
import type { Made } from '../write-step.ts';

export type Intent = { name: string; facts: Record<string, string>; credential?: Credential };

/**
 * How one kind of resource is looked at, made and removed. Every call throws the neighbour's SendpassError: `not-yet` and `retryable`
 * are waited for by the caller, the rest asks a person.
 */
export type Kind = {
  /** Reads what must be known before anything is written; runs while predecessors are still being made. Returns facts to keep. */
  look?(run: Run): Promise<Record<string, string>>;
  /** The name, from the predecessors' facts. Committed before `ensure`. */
  intent(run: Run): Intent;
  /** Makes it, or finds what an earlier try made. `uncertain` = an earlier try may have reached the neighbour unseen. */
  ensure(run: Run, uncertain: boolean): Promise<Made>;
  observe(run: Run): Promise<Presence>;
  /** Asked after `absent`, of something that was proven: what is wrong, from a second look. Undefined: nothing any more. */
  lost?(run: Run): Promise<Lost | undefined>;
  /** Removes what we made, and returns only when it is certainly gone. `memory` lives as long as this removal does in this process. */
  remove(run: Run, memory: Memory): Promise<void>;
};

export type Memory = { removed: boolean };

/** Not shown within the settling time of our own write is not absent. */
export function presence(run: Run, step: Step, found: boolean): Presence {
  if (found) return 'present';
  return isSettled(run, step) ? 'absent' : 'unknown';
}

export const isSettled = (run: Run, step: Step): boolean => sinceMs(run, step.intendedAt) > settlingMs;

/**
 * Deletes until the neighbour has shown it once and shows it no more. A delete that a lagging replica answers with "not there" would
 * otherwise count as done and leave an orphan. What was never shown is given up after the settling time: then it was never made.
 */
export async function removeUntilGone<Found>(
  run: Run,
  step: Step,
  memory: Memory,
  how: { find(): Promise<Found | undefined>; remove(found: Found): Promise<void>; what: string },
): Promise<void> {
  const found = await how.find();
  if (found === undefined && (memory.removed || isSettled(run, step))) return;
  if (found !== undefined) {
    await how.remove(found);
    memory.removed = true;
  }
  throw new SendpassError({
    code: 'replicating',
    kind: 'not-yet',
    advice: `Waiting until ${how.what} is certainly gone – usually under 2 minutes.`,
  });
}
