import type { Sender, SenderState } from '../../senders/sender.ts';
import type { Repos } from '../repos.ts';
import type { View } from '../view.ts';

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
export async function senderRow(repos: Pick<Repos, 'senders'>, sender: Sender): Promise<Row> {
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
  };
}
