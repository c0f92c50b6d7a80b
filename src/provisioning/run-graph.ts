import type { ResourceKind, StepKind } from '../senders/sender.ts';
import { asSendpassError } from '../shared/errors.ts';
import { askPerson } from './ask-person.ts';
import { kinds } from './kinds.ts';
import { persist } from './persist.ts';
import { proveLogIn } from './prove-log-in.ts';
import { credentialOf, sinceMs, stepOf } from './run.ts';
import type { Run } from './run.ts';
import { settlingMs } from './waits.ts';
import { finish, intend } from './write-step.ts';

/** How a lane ended. `blocked` = a predecessor did not finish. */
export type LaneEnd = 'done' | 'asked' | 'blocked' | 'interrupted';

/**
 * Walks the relay's graph: every step starts as soon as its predecessors are done, so what does not depend on each other runs at the
 * same time. Resolves when no lane can go on.
 */
export async function runGraph(run: Run): Promise<LaneEnd[]> {
  const ends = new Map<StepKind, Promise<LaneEnd>>();
  for (const kind of run.relay.steps(run.desired)) {
    // The mail is a job of its own: it may wait hours for quota, and what is proven is proven.
    if (kind === 'test-mail') continue;
    const before = (run.relay.edges[kind] ?? []).flatMap((each) => ends.get(each) ?? []);
    ends.set(kind, lane(run, kind, before));
  }
  const settled = await Promise.allSettled(ends.values());
  for (const each of settled) if (each.status === 'rejected') throw asSendpassError(each.reason);
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

async function lane(run: Run, kind: StepKind, before: Promise<LaneEnd>[]): Promise<LaneEnd> {
  try {
    if (kind === 'log-in' || kind === 'test-mail') return await proof(run, before);
    return await resource(run, kind, before);
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.code === 'interrupted') return 'interrupted';
    // A failing store is not a neighbour's refusal: the job fails and is tried again.
    if (error.kind === 'bug' || error.kind === 'retryable') throw error;
    await askPerson(run, kind, error);
    return 'asked';
  }
}

async function allDone(before: Promise<LaneEnd>[]): Promise<boolean> {
  const ends = await Promise.all(before);
  return ends.every((end) => end === 'done');
}

async function resource(run: Run, kind: ResourceKind, before: Promise<LaneEnd>[]): Promise<LaneEnd> {
  if (stepOf(run, kind).state === 'done' && (await isStanding(run, kind))) {
    return (await allDone(before)) ? 'done' : 'blocked';
  }
  const it = kinds[kind];
  // Started before the predecessors are done: on the way from approval to proof every round trip counts.
  const looking = persist(run, kind, async () => (await it.look?.(run)) ?? {});
  const [facts, ready] = await Promise.all([looking, allDone(before)]);
  if (!ready) return 'blocked';
  let uncertain = stepOf(run, kind).intendedAt !== null;
  remember(run, kind, facts);
  // Again on every new start: the settling time counts from the last moment at which we may have written.
  const wish = it.intent(run);
  await intend(run, kind, { ...wish, facts: { ...facts, ...wish.facts } });
  const made = await persist(run, kind, async () => {
    try {
      return await it.ensure(run, uncertain);
    } catch (thrown) {
      // "Not visible yet" is an answer: nothing was done. Everything else may have reached the neighbour.
      if (asSendpassError(thrown).kind !== 'not-yet') uncertain = true;
      throw thrown;
    }
  });
  await finish(run, kind, made, async (repos) => {
    const credential = credentialOf(run);
    if (kind !== 'secret' || !credential) return;
    await repos.senders.saveCredential(credential);
    const { no, keyId, vaultName, vaultVersion, endsAt } = credential;
    await repos.audit.append({
      type: 'credential-issued',
      actor: 'sendpass',
      subject: `sender:${run.sender.id}`,
      data: { no, keyId, vaultName, vaultVersion, endsAt: endsAt.toISOString() },
    });
  });
  return 'done';
}

/** Facts of the look, for `intent`; committed with it. */
function remember(run: Run, kind: StepKind, facts: Record<string, string>): void {
  const step = stepOf(run, kind);
  run.steps.set(kind, { ...step, facts: { ...step.facts, ...facts } });
}

/**
 * Before the proof a step that was done a while ago and is not there is made again; after it that is a person's decision (check-standing).
 * The application and its principal carry all the rest, so their loss is not mended by half.
 */
async function isStanding(run: Run, kind: ResourceKind): Promise<boolean> {
  const step = stepOf(run, kind);
  if (kind === 'application' || kind === 'principal' || sinceMs(run, step.doneAt) < settlingMs) return true;
  if ((await persist(run, kind, () => kinds[kind].observe(run))) !== 'absent') return true;
  run.steps.set(kind, { ...step, state: 'planned', intendedAt: null, doneAt: null });
  return false;
}

async function proof(run: Run, before: Promise<LaneEnd>[]): Promise<LaneEnd> {
  if (!(await allDone(before))) return 'blocked';
  if (stepOf(run, 'log-in').state === 'done') return 'done';
  await proveLogIn(run);
  return 'done';
}
