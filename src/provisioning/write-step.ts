import type { Credential, ResourceKind, Sender, Step, StepKind } from '../senders/sender.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import type { Named } from './names.ts';
import { stepOf } from './run.ts';
import type { Run } from './run.ts';

/** What a step made: the vendor's id and what later steps need of it. */
export type Made = { externalId: string | null; facts: Record<string, string> };

const about = (run: Run): string => `sender:${run.sender.id}`;

/** Intent before effect: after a kill the next process knows what may be there, and under which name. */
export async function intend(
  run: Run,
  kind: StepKind,
  wish: { name: string; facts: Record<string, string>; credential?: Credential },
): Promise<void> {
  const before = stepOf(run, kind);
  const step: Step = {
    ...before,
    name: wish.name,
    state: 'intended',
    facts: { ...before.facts, ...wish.facts },
    reason: null,
    reasonCode: null,
    intendedAt: run.deps.clock.now(),
  };
  await run.deps.transact(async (repos) => {
    await repos.senders.saveStep(step);
    if (wish.credential) await repos.senders.saveCredential(wish.credential);
    if (isResource(kind))
      await repos.audit.append({
        type: 'resource-intended',
        actor: 'sendpass',
        subject: about(run),
        data: { kind, name: wish.name },
      });
  });
  run.steps.set(kind, step);
  if (wish.credential) keepCredential(run, wish.credential);
}

/** Result after effect. `also` writes what belongs to the same moment. */
export async function finish(
  run: Run,
  kind: StepKind,
  made: Made,
  also?: (repos: ConvergeRepos) => Promise<void>,
): Promise<void> {
  const before = stepOf(run, kind);
  const now = run.deps.clock.now();
  const step: Step = {
    ...before,
    state: 'done',
    externalId: made.externalId,
    facts: { ...before.facts, ...made.facts },
    reason: null,
    reasonCode: null,
    doneAt: now,
    tookMs: before.intendedAt === null ? null : now.getTime() - before.intendedAt.getTime(),
  };
  await run.deps.transact(async (repos) => {
    await repos.senders.saveStep(step);
    await also?.(repos);
    await closeTasks(repos, run.named, before.facts['asked']);
    if (isResource(kind))
      await repos.audit.append({
        type: 'resource-made',
        actor: 'sendpass',
        subject: about(run),
        data: { kind, name: step.name, externalId: step.externalId },
      });
    await run.changed(repos);
  });
  run.steps.set(kind, step);
}

/** Written only when the reason changes: every write draws a card anew. */
export async function noteWaiting(run: Run, kind: StepKind, error: SendpassError): Promise<void> {
  const before = stepOf(run, kind);
  const state = before.state === 'removing' ? 'removing' : 'waiting';
  if (before.reasonCode === error.code && before.reason === error.advice && before.state === state) return;
  const step: Step = { ...before, state, reason: error.advice, reasonCode: error.code };
  await run.deps.transact(async (repos) => {
    await repos.senders.saveStep(step);
    await run.changed(repos);
  });
  run.steps.set(kind, step);
}

export const notePaused = (run: Run, kind: StepKind): Promise<void> =>
  noteWaiting(
    run,
    kind,
    new SendpassError({
      code: 'paused',
      kind: 'retryable',
      advice: 'An operator paused all cloud changes. It goes on when they are resumed.',
    }),
  );

export function keepCredential(run: Run, credential: Credential): void {
  const others = run.credentials.filter((each) => each.id !== credential.id);
  run.credentials = [...others, credential].sort((a, b) => a.no - b.no);
}

/** A task is done when the step it blocked went through, whoever did it. */
export async function closeTasks(repos: ConvergeRepos, named: Named, code: string | undefined): Promise<void> {
  if (code !== undefined) await closeTasksOf(repos, named, code);
}

/** Nobody has to do them any more. */
export async function closeTasksOf(
  repos: Pick<ConvergeRepos, 'tasks'>,
  { id, generation }: Named,
  code?: string,
): Promise<void> {
  for (const task of await repos.tasks.open(id))
    if (task.generation === generation && (code === undefined || task.code === code))
      await repos.tasks.save({ ...task, state: 'done' });
}

/** Reads the row, changes it, writes it back; another writer in between makes the whole transaction be done again. */
export async function changeSender(
  run: Run,
  change: (sender: Sender) => Sender | undefined,
  also?: (repos: ConvergeRepos, sender: Sender) => Promise<void>,
): Promise<Sender> {
  for (let attempt = 0; ; attempt++) {
    try {
      const stored = await run.deps.transact(async (repos) => {
        const sender = (await repos.senders.get(run.sender.id)) ?? run.sender;
        const next = change(sender);
        const saved = next === undefined ? sender : await repos.senders.update(next);
        await also?.(repos, saved);
        await run.changed(repos);
        return saved;
      });
      run.sender = stored;
      return stored;
    } catch (thrown) {
      if (asSendpassError(thrown).code !== 'stale-version' || attempt >= 20) throw thrown;
    }
  }
}

export const isResource = (kind: StepKind): kind is ResourceKind => kind !== 'log-in' && kind !== 'test-mail';

/** For writes that include the sender's row: somebody else's write in between means doing the whole transaction again. */
export async function untilNotStale(work: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (asSendpassError(thrown).code !== 'stale-version' || attempt >= 20) throw thrown;
    }
  }
}
