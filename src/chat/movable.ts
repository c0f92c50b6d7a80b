import { moveTarget } from '../policy/relay-domains.ts';
import type { Policy } from '../policy/policy.ts';
import { whyNotAsked } from '../requests/submit-move.ts';
import type { RelayId, Sender } from '../senders/sender.ts';
import type { Repos } from './repos.ts';

/** The asker's own senders that can be asked to move, and where to; those whose service ends first. */
export async function movable(
  repos: Pick<Repos, 'senders' | 'requests'>,
  policy: Policy,
  personId: string,
): Promise<{ sender: Sender; to: RelayId }[]> {
  const found: { sender: Sender; to: RelayId }[] = [];
  for (const sender of await repos.senders.listByOwner(personId)) {
    const to = moveTarget(policy, sender.desired.relay);
    if (to !== null && (await whyNotAsked(repos, sender.id)) === null) found.push({ sender, to });
  }
  return found;
}
