import { madeKinds, removalPlan } from '../../provisioning/plan.ts';
import type { Route, Sender } from '../../senders/sender.ts';
import type { Repos } from '../repos.ts';

/**
 * What a removal would take away, in its order and in words; what Sendpass did not make stays. Of one route, or of all a sender has while it moves.
 */
export async function removedThings(
  repos: Pick<Repos, 'senders'>,
  sender: Sender,
  vaultName: string,
  of?: Route['role'],
): Promise<string[]> {
  const things: string[] = [];
  for (const { id, role, desired } of await repos.senders.routes(sender.id)) {
    if (of !== undefined && role !== of) continue;
    const plan = removalPlan(desired, madeKinds(await repos.senders.steps(id)), vaultName);
    things.push(...plan.filter((line) => line.change === 'remove').map((line) => line.what));
  }
  return things;
}
