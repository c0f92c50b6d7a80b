import { applyEvent } from '../senders/transitions.ts';
import type { ResourceKind } from '../senders/sender.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import { askPerson } from './ask-person.ts';
import { kinds } from './kinds.ts';
import { planFor, resourcesOf } from './plan.ts';
import type { Presence } from './plan.ts';
import { isMain } from './run.ts';
import type { Run } from './run.ts';
import { changeSender, closeTasks } from './write-step.ts';

const code = 'removed-by-person';

export type Standing = 'stands' | 'stopped' | 'unknown';

/**
 * A proven sender, looked at again. When all is there this writes nothing. What a person removed is never put back by itself: the sender
 * stops, says what is missing, and asks; when it is back (Entra restores for 30 days), Done makes it ready again.
 */
export async function checkStanding(run: Run): Promise<Standing> {
  const wanted = resourcesOf(run.desired);
  const looks = await Promise.allSettled(wanted.map((kind) => kinds[kind].observe(run)));
  const failed = looks.find((look) => look.status === 'rejected');
  if (failed) {
    // A look that failed says nothing about the sender: it must not look like drift, nor like health.
    const { code: why } = asSendpassError(failed.reason);
    run.deps.logger.warn({ senderId: run.sender.id, code: why }, 'standing could not be checked');
    return 'unknown';
  }
  const seen = looks.map((look): Presence => (look.status === 'fulfilled' ? look.value : 'unknown'));
  const missing = wanted.filter((_kind, at) => seen[at] === 'absent');
  if (missing.length > 0) return stop(run, missing);
  if (seen.includes('unknown')) return 'unknown';
  if (isRestored(run)) await restore(run);
  return 'stands';
}

/** All is there, and something of it had been missing. */
const isRestored = (run: Run): boolean =>
  (isMain(run) && run.sender.state === 'stopped') || [...run.steps.values()].some((step) => step.reasonCode === code);

async function stop(run: Run, missing: ResourceKind[]): Promise<Standing> {
  const names = planFor(run.desired, {}, run.deps.vault.name)
    .filter((line) => line.kind !== undefined && missing.includes(line.kind))
    .map((line) => line.what);
  const wasReady = isMain(run) && run.sender.state === 'ready';
  const error = new SendpassError({
    code,
    kind: 'needs-person',
    advice: `Removed outside Sendpass: ${names.join(', ')}. It is not put back by itself. Restore it and press Done, or retire the sender and ask anew.`,
  });
  await askPerson(run, missing[0] ?? null, error, isMain(run) ? { type: 'stopped' } : null);
  if (wasReady)
    await run.deps.transact((repos) =>
      repos.audit.append({
        type: 'sender-stopped',
        actor: 'sendpass',
        subject: `sender:${run.sender.id}`,
        data: { why: code, missing },
      }),
    );
  return 'stopped';
}

async function restore(run: Run): Promise<void> {
  await changeSender(
    run,
    (sender) => {
      const transition = isMain(run) ? applyEvent(sender, { type: 'restored' }) : null;
      return transition?.ok ? transition.sender : undefined;
    },
    async (repos) => {
      await closeTasks(repos, run.named, code);
      for (const step of run.steps.values())
        if (step.reasonCode === code)
          await repos.senders.saveStep({ ...step, state: 'done', reason: null, reasonCode: null });
    },
  );
}
