import { moveTarget } from '../../policy/relay-domains.ts';
import { openPlaces } from '../../provisioning/moves/proven-next.ts';
import { nextRoute } from '../../provisioning/moves/why-no-move.ts';
import { relays } from '../../relays/relays.ts';
import { foreseen } from '../../requests/foreseen.ts';
import { whyNotAsked } from '../../requests/submit-move.ts';
import type { Route, Sender } from '../../senders/sender.ts';
import type { ViewDeps } from '../deps.ts';
import { namesOf } from '../names.ts';
import type { Repos } from '../repos.ts';
import type { MigrationRow } from '../view-move.ts';

type Stand = Pick<MigrationRow, 'state' | 'tone' | 'blocks'>;

/** One sender that is still on a relay that ends: whose, how much, how far, and what keeps it from moving. */
export async function migrationRow(
  repos: Pick<Repos, 'senders' | 'requests' | 'people'>,
  sender: Sender,
  deps: Pick<ViewDeps, 'policy'>,
  isApprover: boolean,
): Promise<MigrationRow> {
  const { desired } = sender;
  const next = await nextRoute(repos, sender.id);
  const stand = next ? await moving(repos, next) : await standing(repos, sender, deps);
  return {
    senderId: sender.id,
    name: sender.name,
    address: `${desired.localPart}@${desired.domain}`,
    owners: await namesOf(repos, sender.owners),
    perDay: desired.perDay,
    ...stand,
    mayMove:
      isApprover && next === undefined && (await whyNotAsked(repos, sender.id)) === null && canMove(sender, deps),
  };
}

const canMove = ({ desired }: Sender, { policy }: Pick<ViewDeps, 'policy'>): boolean =>
  moveTarget(policy, desired.relay) !== null;

async function moving({ senders }: Pick<Repos, 'senders'>, next: Route): Promise<Stand> {
  const to = relays[next.relay].title;
  const steps = await senders.steps(next.id);
  const stuck = steps.find((step) => step.state === 'needs-person' && step.kind !== 'test-mail');
  if (next.state === 'removing') return { state: 'move called off', tone: 'neutral', blocks: stuck?.reason ?? null };
  if (next.state === 'making')
    return {
      state: `${to} is being set up beside it`,
      tone: stuck ? 'warning' : 'accent',
      blocks: stuck?.reason ?? null,
    };
  const credential = (await senders.credentials(next.id)).findLast((each) => each.state === 'current');
  const open = credential ? openPlaces({ next, credential }) : next.desired.places;
  const all = next.desired.places.length;
  return {
    state: `${to} is proven, ${all - open.length} of ${all} places moved`,
    tone: 'accent',
    blocks: stuck?.reason ?? (open.length === 0 ? null : `not moved yet: ${open.join(', ')}`),
  };
}

async function standing(
  repos: Pick<Repos, 'senders' | 'requests'>,
  sender: Sender,
  { policy }: Pick<ViewDeps, 'policy'>,
): Promise<Stand> {
  const asked = await repos.requests.pendingFor(sender.id);
  if (asked?.move) return { state: 'move asked for', tone: 'accent', blocks: 'waits for an approver' };
  const to = moveTarget(policy, sender.desired.relay);
  if (to === null) return { state: 'not moving', tone: 'attention', blocks: 'no other mail service is set up here' };
  const [first] = foreseen(sender.desired, to);
  if (first?.field === 'client')
    return { state: 'needs another program first', tone: 'warning', blocks: first.message };
  if (first) return { state: 'cannot move as it is', tone: 'attention', blocks: first.message };
  const refused = await whyNotAsked(repos, sender.id);
  if (refused) return { state: 'not now', tone: 'warning', blocks: refused.refused };
  return { state: `can move to ${relays[to].title}`, tone: 'warning', blocks: null };
}
