import { moveTarget } from '../../policy/relay-domains.ts';
import { relays } from '../../relays/relays.ts';
import type { Sender, SenderState } from '../../senders/sender.ts';
import type { ViewDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';
import { migrationRow } from './migration-row.ts';

type Row = Extract<View, { view: 'senders' }>['senders'][number];

const shown: Record<SenderState, Pick<Row, 'state' | 'tone' | 'next'>> = {
  requested: { state: 'waiting for a decision', tone: 'neutral', next: 'IT decides' },
  'setting-up': { state: 'being set up', tone: 'neutral', next: 'goes on by itself' },
  'needs-person': { state: 'waits for a person', tone: 'warning', next: 'IT has a task' },
  ready: { state: 'ready', tone: 'good', next: null },
  stopped: { state: 'stopped', tone: 'attention', next: 'somebody removed part of it' },
  removing: { state: 'being removed', tone: 'neutral', next: null },
  cancelled: { state: 'cancelled', tone: 'neutral', next: null },
  retired: { state: 'retired', tone: 'neutral', next: null },
  closed: { state: 'not approved', tone: 'neutral', next: null },
};

/** One line of the `senders` list. */
export async function senderRow(
  repos: Pick<Repos, 'senders' | 'requests' | 'people'>,
  sender: Sender,
  { policy }: Pick<ViewDeps, 'policy'>,
): Promise<Row> {
  const route = await repos.senders.route(sender.id);
  const credentials = route ? await repos.senders.credentials(route.id) : [];
  const current = credentials.findLast((each) => each.state === 'current');
  const waiting = sender.state === 'ready' && sender.installedAt === null ? { next: 'not installed yet' } : {};
  return {
    senderId: sender.id,
    name: sender.name,
    address: `${sender.desired.localPart}@${sender.desired.domain}`,
    ...shown[sender.state],
    ...waiting,
    endsAt: current?.endsAt ?? null,
    ...(await relayPart(repos, sender, policy)),
  };
}

/** Where it is moving to, else what ends and where it may move. */
async function relayPart(
  repos: Pick<Repos, 'senders' | 'requests' | 'people'>,
  sender: Sender,
  policy: ViewDeps['policy'],
): Promise<Partial<Row>> {
  if (sender.state !== 'ready' && sender.state !== 'stopped') return {};
  const { title, ends } = relays[sender.desired.relay];
  const relayEnds = ends === null ? {} : { relayEnds: { title, on: ends.on } };
  const beside = (await repos.senders.routes(sender.id)).find((each) => each.role !== 'main');
  if (beside?.role === 'former') return { next: `moved; ${relays[beside.relay].title} is being removed`, ...relayEnds };
  const { state, tone, blocks } = await migrationRow(repos, sender, { policy }, false);
  if (beside) return { next: `moving: ${state}`, ...(tone === 'warning' ? { tone } : {}), ...relayEnds };
  const to = moveTarget(policy, sender.desired.relay);
  if (await repos.requests.pendingFor(sender.id)) return { next: `${state}, ${blocks ?? ''}`, ...relayEnds };
  const may = to !== null && sender.state === 'ready';
  return { ...relayEnds, ...(may ? { mayMoveTo: relays[to].title } : {}) };
}
