import type { Senders } from '../../senders/port-senders.ts';
import type { Sender, Step } from '../../senders/sender.ts';
import { applyEvent } from '../../senders/transitions.ts';
import type { Jobs } from '../../shared/port-jobs.ts';

type Repos = { senders: Senders; jobs: Jobs };

/**
 * A decision lets a stopped or retired sender start again: a new secret, proven like the first. Of a stopped one the rest stands; a retired one's
 * application is brought back from what Entra keeps of deleted ones, and the rest is made anew. Null when it cannot start now.
 */
export async function restartSender(repos: Repos, sender: Sender, requestId: string): Promise<Sender | null> {
  const route = await repos.senders.route(sender.id);
  const restarted = applyEvent(sender, { type: 'restarted' });
  if (!route || !restarted.ok) return null;
  const wasRemoved = route.state === 'removed';
  for (const step of await repos.senders.steps(route.id))
    if (wasRemoved || anew.includes(step.kind)) await repos.senders.saveStep(again(step, wasRemoved));
  await repos.senders.saveRoute({ ...route, state: 'making', requestId });
  const stop = await repos.senders.stop(sender.id);
  if (stop) await repos.senders.saveStop({ ...stop, state: 'over' });
  const stored = await repos.senders.update({ ...restarted.sender, requestId, wanted: 'present', installedAt: null });
  await repos.jobs.enqueue({ name: 'converge', key: sender.id, data: { senderId: sender.id } });
  return stored;
}

/** What a Stop took away. */
const anew: readonly Step['kind'][] = ['principal', 'secret', 'log-in', 'test-mail'];

const again = (step: Step, wasRemoved: boolean): Step => ({
  ...step,
  state: 'planned',
  externalId: wasRemoved ? null : step.externalId,
  facts: wasRemoved
    ? restoredFacts(step)
    : { ...step.facts, ...(step.kind === 'principal' ? { disabled: 'yes' } : {}) },
  reason: null,
  reasonCode: null,
  intendedAt: null,
  doneAt: null,
  tookMs: null,
});

/** The application is looked for among the deleted ones by the id it had. */
const restoredFacts = ({ kind, externalId }: Step): Record<string, string> =>
  kind === 'application' && externalId !== null ? { restore: externalId } : {};
