import { applyEvent } from '../senders/transitions.ts';
import { SendpassError } from '../shared/errors.ts';
import { askPerson } from './ask-person.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { lookAtStanding, nameOf } from './look-at-standing.ts';
import type { StandingLook } from './look-at-standing.ts';
import { isLost } from './lost.ts';
import { isMain } from './run.ts';
import type { Run } from './run.ts';
import { changeSender } from './write-step.ts';

export type Standing = 'stands' | 'stopped' | 'unknown';
type Found = Extract<StandingLook, { result: 'finding' }>;

/**
 * A proven sender, looked at again. When all is there this writes nothing. What a person removed is never put back by itself: the sender
 * stops, says what is missing, and asks; when it is back (Entra restores for 30 days), Done makes it ready again, and so does a later look.
 */
export async function checkStanding(run: Run): Promise<Standing> {
  const looks = await lookAtStanding(run);
  const [first, ...others] = looks.filter((look) => look.result === 'finding');
  if (first) return stop(run, first, others);
  const unseen = looks.find((look) => look.result === 'unknown');
  if (unseen) {
    run.deps.logger.warn({ senderId: run.sender.id, code: unseen.code }, 'standing could not be checked');
    return 'unknown';
  }
  if (isRestored(run)) await restore(run);
  return 'stands';
}

/** All is there, and something of it had been missing. */
const isRestored = (run: Run): boolean =>
  (isMain(run) && run.sender.state === 'stopped') || [...run.steps.values()].some((step) => isLost(step.reasonCode));

async function stop(run: Run, first: Found, others: Found[]): Promise<Standing> {
  const wasReady = isMain(run) && run.sender.state === 'ready';
  const { code } = first;
  await clear(run, (each) => each !== code);
  const error = new SendpassError({ code, kind: 'needs-person', advice: adviceOf(run, first, others) });
  await askPerson(run, first.kind, error, isMain(run) ? { type: 'stopped' } : null);
  if (wasReady)
    await run.deps.transact(async (repos) => {
      await lookSoon(run, repos);
      await repos.audit.append({
        type: 'sender-stopped',
        actor: 'sendpass',
        subject: `sender:${run.sender.id}`,
        data: { why: code, missing: [first, ...others].map((each) => each.kind) },
      });
    });
  return 'stopped';
}

/** What Exchange says has its own sentence, and the rest of it follows from there; things that are simply gone are listed. */
function adviceOf(run: Run, first: Found, others: Found[]): string {
  const back = 'It is not put back by itself. Restore it and press Done, or retire the sender and ask anew.';
  if (first.code !== 'removed-by-person') return `${first.says} ${back}`;
  const gone = [first, ...others].filter((each) => each.code === first.code).map((each) => nameOf(run, each.kind));
  return `Removed outside Sendpass: ${gone.join(', ')}. ${back}`;
}

/** What was found before and is not the reason any more: its task is done, its step stands. */
async function clear(run: Run, isOver: (code: string) => boolean): Promise<void> {
  const over = (code: string | null): boolean => code !== null && isLost(code) && isOver(code);
  const steps = [...run.steps.values()].filter((step) => over(step.reasonCode));
  if (steps.length === 0) return;
  await run.deps.transact((repos) => settle(run, repos, over));
}

async function settle(run: Run, repos: ConvergeRepos, over: (code: string | null) => boolean): Promise<void> {
  for (const task of await repos.tasks.open(run.sender.id))
    if (task.generation === run.named.generation && over(task.code)) await repos.tasks.save({ ...task, state: 'done' });
  for (const step of run.steps.values()) {
    if (!over(step.reasonCode)) continue;
    const stands = { ...step, state: 'done', reason: null, reasonCode: null } as const;
    await repos.senders.saveStep(stands);
    run.steps.set(step.kind, stands);
  }
}

async function restore(run: Run): Promise<void> {
  const wasStopped = isMain(run) && run.sender.state === 'stopped';
  await changeSender(
    run,
    (sender) => {
      const transition = isMain(run) ? applyEvent(sender, { type: 'restored' }) : null;
      return transition?.ok ? transition.sender : undefined;
    },
    async (repos) => {
      await settle(run, repos, isLost);
      // What is beside the main way has no state of the sender's to restore.
      if (!wasStopped) return;
      await lookSoon(run, repos);
      await repos.audit.append({
        type: 'sender-restored',
        actor: 'sendpass',
        subject: `sender:${run.sender.id}`,
        data: {},
      });
    },
  );
}

/** So that what the watch shows is not older than the sender's state. */
const lookSoon = ({ sender }: Run, { jobs }: ConvergeRepos): Promise<void> =>
  jobs.enqueue({ name: 'watch-sender', key: sender.id, data: { senderId: sender.id } });
