import { SendpassError } from '../shared/errors.ts';
import { askPerson } from './ask-person.ts';
import { checkStanding } from './check-standing.ts';
import type { ConvergeDeps } from './converge-deps.ts';
import { openRun } from './open-run.ts';
import { hashOf, planFor, widens } from './plan.ts';
import { startPulse } from './pulse.ts';
import type { Pulse } from './pulse.ts';
import { removeAll } from './remove-all.ts';
import { runGraph } from './run-graph.ts';
import type { LaneEnd } from './run-graph.ts';
import type { Run } from './run.ts';

/** `again` = it still waits for something by itself; the job comes back. */
export type Converged = 'done' | 'again' | 'needs-person';

/**
 * Makes the world match what is wanted of this sender; may be run at any time, any number of times. One at a time per sender (the job's
 * key sees to that). Never gives up: what waits says for what, in the step; what needs a person has a task.
 */
export async function converge(deps: ConvergeDeps, senderId: string, signal: AbortSignal): Promise<Converged> {
  for (;;) {
    const opened = await openRun(deps, senderId);
    if (!opened) return 'done';
    const pulse = startPulse(deps, opened.sender, signal, opened.paused);
    const run: Run = { deps, ...opened, startedAt: deps.clock.now(), ...pulse };
    try {
      const end = await towards(run);
      if (end !== 'again' || !pulse.goalChanged()) return end;
    } finally {
      await stopped(pulse);
    }
    // Cancelled under way: the same job goes on with the other goal.
    if (signal.aborted) return 'again';
  }
}

const stopped = (pulse: Pulse): Promise<void> => pulse.stop();

async function towards(run: Run): Promise<Converged> {
  const { state, wanted } = run.sender;
  if (wanted === 'absent') return state === 'removing' ? resultOf([await removeAll(run)]) : 'done';
  if (state === 'ready' || state === 'stopped') {
    const standing = await checkStanding(run);
    if (standing === 'stopped') return 'needs-person';
    return standing === 'unknown' ? 'again' : 'done';
  }
  // Nothing is made before the approval, and nothing for what is closed.
  if (state !== 'setting-up' && state !== 'needs-person') return 'done';
  if (!(await isApproved(run))) return 'needs-person';
  return resultOf(await runGraph(run));
}

function resultOf(ends: LaneEnd[]): Converged {
  if (ends.includes('interrupted')) return 'again';
  return ends.includes('asked') ? 'needs-person' : 'done';
}

/** An approval binds what was shown: a desired state that is another, or a plan that makes more, is asked about again. */
async function isApproved(run: Run): Promise<boolean> {
  const { sender, deps } = run;
  const request = await deps.transact((repos) => repos.requests.get(sender.requestId));
  const shown = request?.plan ?? [];
  const kept = shown.flatMap((line) => (line.change === 'keep' && line.kind ? [[line.kind, 'present'] as const] : []));
  const now = planFor(sender.desired, Object.fromEntries(kept), deps.vault.name);
  const sameWish = hashOf(sender.desired) === (request?.desiredHash ?? sender.desiredHash);
  if (sameWish && (shown.length === 0 || !widens(shown, now))) return true;
  await askPerson(
    run,
    null,
    new SendpassError({
      code: 'plan-changed',
      kind: 'needs-person',
      advice:
        'What would be made now is not what was approved. Sendpass made nothing; cancel it and ask for a new approval.',
    }),
  );
  return false;
}
