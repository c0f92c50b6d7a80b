import type { ResourceKind } from '../senders/sender.ts';
import { asSendpassError } from '../shared/errors.ts';
import { kinds } from './kinds.ts';
import type { Lost } from './lost.ts';
import { planFor, resourcesOf } from './plan.ts';
import type { Run } from './run.ts';

/** One thing of a proven sender, looked at. `unknown` is neither health nor drift: it could not be seen. */
export type StandingLook =
  | { kind: ResourceKind; result: 'ok' }
  | { kind: ResourceKind; result: 'finding'; code: Lost['code']; says: string }
  | { kind: ResourceKind; result: 'unknown'; code: string; says: string };

/** Looks at all a sender on this route needs, and writes nothing. In the order in which it was made: what comes first is the reason. */
export const lookAtStanding = (run: Run): Promise<StandingLook[]> =>
  Promise.all(resourcesOf(run.desired).map((kind) => lookAt(run, kind)));

async function lookAt(run: Run, kind: ResourceKind): Promise<StandingLook> {
  try {
    const seen = await kinds[kind].observe(run);
    if (seen === 'present') return { kind, result: 'ok' };
    if (seen === 'unknown') return { kind, result: 'unknown', ...notShown };
    const it = kinds[kind];
    const found = it.lost === undefined ? removed(run, kind) : await it.lost(run);
    return found === undefined ? { kind, result: 'ok' } : { kind, result: 'finding', ...found };
  } catch (thrown) {
    // A look that failed says nothing about the sender: it must not look like drift, nor like health.
    const { code, advice } = asSendpassError(thrown);
    return { kind, result: 'unknown', code, says: advice };
  }
}

const notShown = { code: 'replicating', says: 'What was just made is not shown yet.' };

const removed = (run: Run, kind: ResourceKind): Lost => ({
  code: 'removed-by-person',
  says: `Removed outside Sendpass: ${nameOf(run, kind)}.`,
});

export const nameOf = (run: Run, kind: ResourceKind): string =>
  planFor(run.desired, {}, run.deps.vault.name).find((line) => line.kind === kind)?.what ?? kind;
