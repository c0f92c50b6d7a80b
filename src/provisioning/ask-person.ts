import { applyEvent } from '../senders/transitions.ts';
import type { SenderEvent } from '../senders/transitions.ts';
import type { Sender, StepKind } from '../senders/sender.ts';
import type { SendpassError } from '../shared/errors.ts';
import { newId } from '../shared/ids.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { isMain, stepOf } from './run.ts';
import type { Run } from './run.ts';
import { taskText } from './task-text.ts';
import { changeSender } from './write-step.ts';

/** Opens the task of an error, or opens it again when somebody said "done" and it is not. The step says what it waits for. */
export async function askPerson(
  run: Run,
  kind: StepKind | null,
  error: SendpassError,
  event: SenderEvent | null = isMain(run) ? { type: 'person-needed' } : null,
): Promise<void> {
  const before = kind === null ? null : stepOf(run, kind);
  // A step under removal stays so: what is being done does not change because somebody has to help.
  const state = before?.state === 'removing' ? 'removing' : 'needs-person';
  // `asked` outlives the waits of the next try: when the step goes through, its task is done, whoever did it.
  const facts = { ...before?.facts, asked: error.code };
  const step = before && ({ ...before, state, facts, reason: error.advice, reasonCode: error.code } as const);
  await changeSender(
    run,
    (sender) => (event === null ? undefined : after(sender, event)),
    async (repos) => {
      if (step) await repos.senders.saveStep(step);
      await openTask(run, repos, error, kind);
    },
  );
  if (step) run.steps.set(step.kind, step);
}

function after(sender: Sender, event: SenderEvent): Sender | undefined {
  const transition = applyEvent(sender, event);
  return transition.ok ? transition.sender : undefined;
}

async function openTask(run: Run, repos: ConvergeRepos, error: SendpassError, kind: StepKind | null): Promise<void> {
  const text = taskText(error, {
    desired: run.desired,
    named: run.named,
    tenantId: run.deps.tenantId,
    roleDefinitionId: run.deps.roleDefinitionId,
    appId: run.steps.get('application')?.facts['appId'] ?? null,
    objectId: run.steps.get('principal')?.facts['principalId'] ?? null,
    kind,
  });
  const known = (await repos.tasks.open(run.sender.id)).find(
    (task) => task.code === error.code && task.generation === run.named.generation,
  );
  if (known?.state === 'open' && known.why === text.why) return;
  await repos.tasks.save({
    id: known?.id ?? newId(),
    senderId: run.sender.id,
    generation: run.named.generation,
    code: error.code,
    ...text,
    state: 'open',
    openedAt: known?.openedAt ?? run.deps.clock.now(),
    doneBy: known?.doneBy ?? null,
  });
  if (known) return;
  await repos.audit.append({
    type: 'task-opened',
    actor: 'sendpass',
    subject: `sender:${run.sender.id}`,
    data: { code: error.code, ...(error.vendor ? { vendor: error.vendor } : {}) },
  });
}
