import { removalPlan } from '../../provisioning/plan.ts';
import type { ResourceKind, Sender } from '../../senders/sender.ts';
import type { Repos } from '../repos.ts';

/** What a removal would take away, in its order and in words; what Sendpass did not make stays. */
export async function removedThings(
  repos: Pick<Repos, 'senders'>,
  sender: Sender,
  vaultName: string,
): Promise<string[]> {
  const route = await repos.senders.route(sender.id);
  const steps = route ? await repos.senders.steps(route.id) : [];
  const made = steps.filter((step) => step.intendedAt !== null && step.state !== 'removed').map((step) => step.kind);
  return removalPlan(sender.desired, made as ResourceKind[], vaultName)
    .filter((line) => line.change === 'remove')
    .map((line) => line.what);
}
