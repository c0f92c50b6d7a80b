import { acsOf } from '../relays/acs.ts';
import type { Relay } from '../relays/relay.ts';
import type { Desired } from '../senders/sender.ts';
import type { Finding } from './diagnosis.ts';
import type { LookDeps } from './look-deps.ts';
import type { Subject } from './subject.ts';

/** Which senders share one limit: those with the same key. */
const shareOf: Record<Relay['limits']['sharedBy'], (desired: Desired) => string> = {
  subscription: (desired) => acsOf(desired).acsResourceId.split('/')[2]?.toLowerCase() ?? '',
  mailbox: (desired) => `${desired.localPart}@${desired.domain}`.toLowerCase(),
};

/**
 * What was declared, held against the limit. How much was really sent Sendpass does not see – no number of the vendor's names the sender
 * (facts/azure §6.1) – so a sum that fits proves nothing.
 */
export async function lookAtQuota(deps: LookDeps, { relay, desired }: Subject): Promise<Finding[]> {
  const { perHour, sharedBy } = relay.limits;
  const share = shareOf[sharedBy];
  const sharing = (await deps.readySenders())
    .map((each) => each.desired)
    .filter((each) => each.relay === relay.id && share(each) === share(desired));
  const declared = sharing.reduce((sum, each) => sum + each.perHour, 0);
  const says = `${declared} mails an hour were declared for this ${sharedBy}, of ${perHour} that go unless the limit was raised`;
  return declared > perHour
    ? [{ check: 'quota', state: 'bad', says, cause: 'quota-used' }]
    : [{ check: 'quota', state: 'unknown', says: `${says}; what is really sent is not seen` }];
}
