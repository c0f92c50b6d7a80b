import type { View } from '../../../src/chat/view.ts';
import type { RadarView } from '../../../src/chat/view-radar.ts';

type Say = (text: string) => string;
const at = (iso: string): Date => new Date(iso);

/** The list as it is read, empty, done, and just after an import with everything to say. */
export function radarViews(say: Say, many: number): Record<string, View> {
  const row: RadarView['rows'][number] = {
    address: say('scanner@contoso.com'),
    auth: 'basic',
    messages: 12_345,
    oldTls: true,
    firstSeenAt: at('2026-11-24T10:00:00Z'),
    owner: { kind: 'shared', name: say('Scanner 3rd floor') },
    relay: { title: 'Exchange Online', problem: null },
  };
  const rows: RadarView['rows'] = [
    row,
    { ...row, auth: 'both', oldTls: false, owner: { kind: 'person', name: say('Olivia Brandt') }, relay: null },
    { ...row, auth: 'unknown', owner: { kind: 'none', name: null }, relay: { title: 'ACS', problem: say('too much') } },
    { ...row, owner: { kind: 'group', name: say('Sales') } },
    { ...row, owner: { kind: 'unknown', name: null } },
  ];
  const list: RadarView = {
    view: 'radar',
    report: {
      name: say('SMTP AUTH.csv'),
      at: at('2026-11-24T10:00:00Z'),
      by: say('Amara Nwosu'),
      clients: 31,
      leftOut: 2,
    },
    stopsOn: at('2026-12-31T00:00:00Z'),
    counts: { stops: 20, maybe: 1, oauth: 4, covered: 6, gone: 3 },
    page: { no: 1, of: 2 },
    rows: Array.from({ length: many }, () => rows).flat(),
  };
  return {
    radar: list,
    'radar-imported': {
      ...list,
      imported: { added: 3, renewed: 28, leftOutLines: [2, 7], saysAuth: false },
      counts: { ...list.counts, stops: 0 },
      page: { no: 2, of: 2 },
    },
    'radar-done': { ...list, counts: { ...list.counts, stops: 0, maybe: 0 }, page: { no: 1, of: 1 }, rows: [] },
    'radar-none': { ...list, report: null, rows: [] },
    'radar-choose': { view: 'radar-choose', choices: [{ value: 'a', title: say('a@contoso.com') }] },
    'radar-import': {
      view: 'radar-import',
      pasted: say('Domain'),
      error: say('The column “Sender address” is missing.'),
    },
  };
}
