import { applyEvent } from '../senders/transitions.ts';
import type { ResourceKind, Step } from '../senders/sender.ts';
import { asSendpassError } from '../shared/errors.ts';
import { askPerson } from './ask-person.ts';
import type { ConvergeRepos } from './converge-deps.ts';
import { kinds } from './kinds.ts';
import type { Memory } from './kinds/kind.ts';
import { persist } from './persist.ts';
import { resourcesOf } from './plan.ts';
import { stepOf } from './run.ts';
import type { Run } from './run.ts';
import type { LaneEnd } from './run-graph.ts';
import { changeSender, closeTasks, closeTasksOf, keepCredential } from './write-step.ts';

/** Removes what this sender had made, in the relay's order and one after the other: what could still send goes first. */
export async function removeAll(run: Run): Promise<LaneEnd> {
  const wanted = resourcesOf(run.desired);
  for (const kind of run.relay.removal) {
    if (!wanted.includes(kind) || stepOf(run, kind).state === 'removed') continue;
    try {
      await removeOne(run, kind);
    } catch (thrown) {
      const error = asSendpassError(thrown);
      if (error.code === 'interrupted') return 'interrupted';
      if (error.kind === 'bug' || error.kind === 'retryable') throw error;
      await askPerson(run, kind, error);
      return 'asked';
    }
  }
  await recordRemoved(run);
  return 'done';
}

async function removeOne(run: Run, kind: ResourceKind): Promise<void> {
  const step = stepOf(run, kind);
  // Never intended = never made: there is nothing to look for.
  if (step.intendedAt === null) return save(run, { ...step, state: 'removed', reason: null, reasonCode: null });
  // What stood under this step's name before us is not ours to remove; it is not announced as removed either.
  const found = step.facts['found'] === 'yes';
  await save(run, { ...step, state: 'removing', reason: null, reasonCode: null }, async (repos) => {
    if (!found) await record(run, repos, 'resource-intended', step);
  });
  const memory: Memory = { removed: false };
  await persist(run, kind, () => kinds[kind].remove(run, memory));
  await save(run, { ...stepOf(run, kind), state: 'removed', reason: null, reasonCode: null }, async (repos) => {
    await closeTasks(repos, run.named, step.facts['asked']);
    if (kind === 'secret') await credentialsRemoved(run, repos);
    if (!found) await record(run, repos, 'resource-removed', step);
  });
}

async function save(run: Run, step: Step, also?: (repos: ConvergeRepos) => Promise<void>): Promise<void> {
  await run.deps.transact(async (repos) => {
    await repos.senders.saveStep(step);
    await also?.(repos);
    await run.changed(repos);
  });
  run.steps.set(step.kind, step);
}

const record = (
  run: Run,
  repos: ConvergeRepos,
  type: 'resource-intended' | 'resource-removed',
  step: Step,
): Promise<void> =>
  repos.audit.append({
    type,
    actor: 'sendpass',
    subject: `sender:${run.sender.id}`,
    data: { change: 'remove', kind: step.kind, name: step.name, externalId: step.externalId },
  });

async function credentialsRemoved(run: Run, repos: ConvergeRepos): Promise<void> {
  for (const credential of run.credentials) {
    if (credential.state === 'removed') continue;
    const removed = { ...credential, state: 'removed' } as const;
    await repos.senders.saveCredential(removed);
    keepCredential(run, removed);
    await repos.audit.append({
      type: 'credential-removed',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { no: credential.no, keyId: credential.keyId, vaultName: credential.vaultName },
    });
  }
}

async function recordRemoved(run: Run): Promise<void> {
  run.route = { ...run.route, state: 'removed' };
  await run.deps.transact(async (repos) => {
    await repos.senders.saveRoute(run.route);
    // Whatever was asked of a person for this route needs nobody any more.
    await closeTasksOf(repos, run.named);
    for (const kind of ['log-in', 'test-mail'] as const)
      await repos.senders.saveStep({ ...stepOf(run, kind), state: 'removed', reason: null, reasonCode: null });
    await run.changed(repos);
  });
}

/** A sender that is not wanted has ended when the last of its routes has. */
export async function recordEnded(run: Run): Promise<void> {
  await changeSender(run, (sender) => {
    const transition = applyEvent(sender, { type: 'removed' });
    return transition.ok ? transition.sender : undefined;
  });
}
