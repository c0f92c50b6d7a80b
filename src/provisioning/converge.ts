import { SendpassError } from '../shared/errors.ts';
import { askPerson } from './ask-person.ts';
import { checkStanding } from './check-standing.ts';
import type { ConvergeDeps } from './converge-deps.ts';
import { openRun } from './open-run.ts';
import { hashOf, planFor, widens } from './plan.ts';
import { startPulse } from './pulse.ts';
import type { Pulse } from './pulse.ts';
import { recordEnded, removeAll } from './remove-all.ts';
import { runGraph } from './run-graph.ts';
import type { LaneEnd } from './run-graph.ts';
import { isMain } from './run.ts';
import type { Run } from './run.ts';

/** `again` = it still waits for something by itself; the job comes back. */
export type Converged = 'done' | 'again' | 'needs-person';

/**
 * Makes the world match what is wanted of this sender, on each of its routes; may be run at any time, any number of times. One at a time per sender
 * (the job's key sees to that). Never gives up: what waits says for what, in the step; what needs a person has a task.
 */
export async function converge(deps: ConvergeDeps, senderId: string, signal: AbortSignal): Promise<Converged> {
  for (;;) {
    const opened = await openRun(deps, senderId);
    if (!opened) return 'done';
    const { sender, routes, paused } = opened;
    const pulse = startPulse(deps, { sender, routes: routes.map((each) => each.route) }, signal, paused);
    const runs = routes.map((route): Run => ({ deps, ...route, startedAt: deps.clock.now(), ...pulse }));
    try {
      const end = await allTowards(runs);
      if (end !== 'again' || !pulse.goalChanged()) return end;
    } finally {
      await stopped(pulse);
    }
    // Cancelled under way: the same job goes on with the other goal.
    if (signal.aborted) return 'again';
  }
}

const stopped = (pulse: Pulse): Promise<void> => pulse.stop();

/**
 * Routes side by side. In a removal too: one that waits for somebody to clear up must not keep another one sending. The sender has ended
 * when all of them have.
 */
async function allTowards(runs: Run[]): Promise<Converged> {
  const ends = await settledAll(runs.map(towards));
  if (ends.includes('again')) return 'again';
  if (ends.includes('needs-person')) return 'needs-person';
  const main = runs.find(isMain);
  if (main?.sender.wanted === 'absent' && runs.every((run) => run.route.state === 'removed')) await recordEnded(main);
  return 'done';
}

/** All of them end before one's failure is thrown: a run must not go on writing after its pulse was stopped. */
async function settledAll(work: Promise<Converged>[]): Promise<Converged[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}

async function towards(run: Run): Promise<Converged> {
  const { state, wanted } = run.sender;
  if (!isMain(run)) return towardsOther(run);
  if (wanted === 'absent') return state === 'removing' ? resultOf([await removeAll(run)]) : 'done';
  if (state === 'ready' || state === 'stopped') return standing(run);
  // Nothing is made before the approval, and nothing for what is closed.
  if (state !== 'setting-up' && state !== 'needs-person') return 'done';
  if (!(await isApproved(run))) return 'needs-person';
  return resultOf(await runGraph(run));
}

/** A route beside the main one: made and proven, or removed again. */
async function towardsOther(run: Run): Promise<Converged> {
  const { state } = run.route;
  if (state === 'removed') return 'done';
  if (run.sender.wanted === 'absent' || state === 'removing') return resultOf([await removeAll(run)]);
  if (state === 'proven') return standing(run);
  if (!(await isApproved(run))) return 'needs-person';
  return resultOf(await runGraph(run));
}

async function standing(run: Run): Promise<Converged> {
  const found = await checkStanding(run);
  if (found === 'stopped') return 'needs-person';
  return found === 'unknown' ? 'again' : 'done';
}

function resultOf(ends: LaneEnd[]): Converged {
  if (ends.includes('interrupted')) return 'again';
  return ends.includes('asked') ? 'needs-person' : 'done';
}

/** An approval binds what was shown: a desired state that is another, or a plan that makes more, is asked about again. */
async function isApproved(run: Run): Promise<boolean> {
  const { desired, deps } = run;
  const request = await deps.transact((repos) => repos.requests.get(run.route.requestId));
  const shown = request?.plan ?? [];
  const kept = shown.flatMap((line) => (line.change === 'keep' && line.kind ? [[line.kind, 'present'] as const] : []));
  const now = planFor(desired, Object.fromEntries(kept), deps.vault.name);
  const sameWish = hashOf(desired) === (request?.desiredHash ?? hashOf(run.sender.desired));
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
