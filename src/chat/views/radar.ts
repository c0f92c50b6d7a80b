import { relaysFor } from '../../policy/relay-domains.ts';
import { proposeRelay } from '../../relays/propose-relay.ts';
import { relays } from '../../relays/relays.ts';
import { basicAuthEnd } from '../../watch/radar/basic-auth-end.ts';
import { estimate } from '../../watch/radar/estimate.ts';
import { likelyOwner } from '../../watch/radar/likely-owner.ts';
import type { LikelyOwner } from '../../watch/radar/likely-owner.ts';
import type { RadarEntry } from '../../watch/radar/radar-entry.ts';
import { inertCell } from '../../watch/radar/read-report.ts';
import { withDeadline } from '../deadline.ts';
import type { ChatDeps } from '../deps.ts';
import { nameOf } from '../names.ts';
import type { RadarView } from '../view-radar.ts';

/** As many as one reads in a go; the busiest come first, so few look at the second page. */
export const radarPageRows = 12;
const ownersMs = 4_000;

/** One page of the list. Owners are looked up for what is shown only: ten thousand look-ups would take the directory an hour. */
export async function radarView(
  deps: ChatDeps,
  { page = 1, imported }: { page?: number; imported?: RadarView['imported'] },
): Promise<RadarView> {
  const read = await deps.transact(async ({ radar, people }) => {
    const report = await radar.latest();
    const counts = await radar.counts();
    const of = Math.max(1, Math.ceil((counts.stops + counts.maybe) / radarPageRows));
    const no = Math.min(Math.max(1, page), of);
    const rows = await radar.page({ offset: (no - 1) * radarPageRows, limit: radarPageRows });
    return { report, counts, page: { no, of }, rows, by: report ? await nameOf({ people }, report.by) : '' };
  });
  const owners = await ownersOf(deps, read.rows);
  const { report } = read;
  return {
    view: 'radar',
    report: report ? { ...report, name: inertCell(report.name), by: read.by } : null,
    ...(imported ? { imported } : {}),
    stopsOn: basicAuthEnd,
    counts: read.counts,
    page: read.page,
    rows: read.rows.map((row, index) => rowOf(deps, row, owners[index] ?? { kind: 'unknown' })),
  };
}

/** A slow directory makes owners unknown, not the list late. */
async function ownersOf(deps: ChatDeps, rows: RadarEntry[]): Promise<LikelyOwner[]> {
  const look = () => Promise.all(rows.map((row) => likelyOwner(deps.directory, row.address)));
  const looked = await withDeadline(deps.clock, ownersMs, look);
  return looked.ok ? looked.result : [];
}

function rowOf({ policy }: Pick<ChatDeps, 'policy'>, row: RadarEntry, owner: LikelyOwner): RadarView['rows'][number] {
  const volume = { recipients: 'external' as const, ...estimate(row) };
  const proposal = proposeRelay(volume, relaysFor(policy, row.address.split('@')[1] ?? ''));
  return {
    address: row.address,
    auth: row.auth,
    messages: row.messages,
    oldTls: (row.oldTls ?? 0) > 0,
    firstSeenAt: row.firstSeenAt,
    owner: { kind: owner.kind, name: 'name' in owner ? owner.name : null },
    relay: proposal && {
      title: relays[proposal.relay].title,
      problem: proposal.carries.result === 'no' ? proposal.carries.text : null,
    },
  };
}
