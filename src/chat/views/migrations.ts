import type { StoredAuditEvent } from '../../audit/event.ts';
import { moveTarget } from '../../policy/relay-domains.ts';
import { nextRoute } from '../../provisioning/moves/why-no-move.ts';
import type { Relay } from '../../relays/relay.ts';
import { relayIds, relays } from '../../relays/relays.ts';
import type { Sender, SenderState } from '../../senders/sender.ts';
import { burnDown, monthsUntil, relayEvents } from '../../watch/migrations/burn-down.ts';
import type { ChatDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { MigrationsView } from '../view-move.ts';
import { migrationRow } from './migration-row.ts';

const pageRows = 10;
const living: SenderState[] = ['setting-up', 'needs-person', 'ready', 'stopped'];

/** The relay its vendor ends, if any of them is. */
export const endingRelay = (): (Relay & { ends: NonNullable<Relay['ends']> }) | undefined => {
  for (const id of relayIds) {
    const { ends } = relays[id];
    if (ends !== null) return { ...relays[id], ends };
  }
  return undefined;
};

/** Who is still on what ends, the busiest first, and how it went so far. */
export async function migrationsView(
  deps: Pick<ChatDeps, 'transact' | 'clock' | 'policy'>,
  { page = 1, isApprover }: { page?: number; isApprover: boolean },
): Promise<MigrationsView | null> {
  const from = endingRelay();
  if (!from) return null;
  const now = deps.clock.now();
  return deps.transact(async (repos) => {
    const left = (await repos.senders.listByState(living))
      .filter(({ desired }) => desired.relay === from.id)
      .toSorted((a, b) => b.desired.perDay - a.desired.perDay);
    const history = burnDown(await allEvents(repos), from.id, now);
    const of = Math.max(1, Math.ceil(left.length / pageRows));
    const no = Math.min(Math.max(1, page), of);
    const rows = [];
    for (const sender of left.slice((no - 1) * pageRows, no * pageRows))
      rows.push(await migrationRow(repos, sender, deps, isApprover));
    const to = moveTarget(deps.policy, from.id);
    return {
      view: 'migrations',
      from: from.title,
      to: to === null ? null : relays[to].title,
      endsOn: from.ends.on,
      now,
      counts: { left: left.length, moving: await countMoving(repos, left), moved: history.moved },
      months: history.months,
      monthsLeft: monthsUntil(from.ends.on, now),
      page: { no, of },
      rows,
      radar: (await repos.radar.latest()) ? await repos.radar.counts() : null,
    };
  });
}

async function countMoving(repos: Pick<Repos, 'senders'>, left: Sender[]): Promise<number> {
  let moving = 0;
  for (const { id } of left) if (await nextRoute(repos, id)) moving++;
  return moving;
}

const atOnce = 1_000;

async function allEvents({ audit }: Pick<Repos, 'audit'>): Promise<StoredAuditEvent[]> {
  const all: StoredAuditEvent[] = [];
  for (;;) {
    const more = await audit.list({ types: relayEvents, afterSeq: all.at(-1)?.seq ?? 0, limit: atOnce });
    all.push(...more);
    if (more.length < atOnce) return all;
  }
}
