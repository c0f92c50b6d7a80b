import type { Step } from '../senders/sender.ts';
import { converge } from './converge.ts';
import type { ConvergeDeps } from './converge-deps.ts';

/** Job handler of `converge`. What is not finished comes back after a delay that grows with how long it has waited already. */
export async function convergeJob(deps: ConvergeDeps, data: { senderId: string }, signal: AbortSignal): Promise<void> {
  const end = await converge(deps, data.senderId, signal);
  if (end !== 'again') return;
  await deps.transact(async (repos) => {
    const steps: Step[] = [];
    for (const { id } of await repos.senders.routes(data.senderId)) steps.push(...(await repos.senders.steps(id)));
    const open = steps.filter((step) => step.state !== 'done' && step.state !== 'removed' && step.intendedAt !== null);
    const waitingSince = Math.min(...open.map((step) => step.intendedAt?.getTime() ?? Number.POSITIVE_INFINITY));
    // A stop of the process is no reason to wait: the next one starts where this one was interrupted.
    // Nothing open: a proven sender that could not be looked at. Such a look may log in, so it is not repeated every few seconds.
    const waited = open.length === 0 ? 10 * 60_000 : deps.clock.now().getTime() - waitingSince;
    const delay = signal.aborted ? 0 : Math.min(10 * 60_000, Math.max(5_000, waited / 10));
    await repos.jobs.enqueue({ name: 'converge', key: data.senderId, data }, delay);
  });
}
