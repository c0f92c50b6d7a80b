import type { Repos } from '../../src/chat/repos.ts';
import type { Sender } from '../../src/senders/sender.ts';
import type { RadarEntry, RadarImport } from '../../src/watch/radar/radar-entry.ts';
import { finalStates } from '../../src/senders/transitions.ts';
import { copy } from './copy.ts';

export const radarTables = () => ({
  radarImports: [] as RadarImport[],
  radarEntries: new Map<string, RadarEntry & { importId: string }>(),
});

type Held = { tables: ReturnType<typeof radarTables> & { senders: Map<string, Sender> } };

export function radarOver(held: Held): Repos['radar'] {
  const latest = () => held.tables.radarImports.at(-1);
  const entries = () => [...held.tables.radarEntries.values()];
  const covered = (address: string): boolean =>
    [...held.tables.senders.values()].some(
      ({ state, desired }) => !finalStates.includes(state) && `${desired.localPart}@${desired.domain}` === address,
    );
  const bare = ({ importId: _importId, ...entry }: RadarEntry & { importId: string }): RadarEntry => copy(entry);
  return {
    async record(imported, clients) {
      const before = held.tables.radarEntries.size;
      held.tables.radarImports.push(copy(imported));
      for (const client of clients) {
        const known = held.tables.radarEntries.get(client.address);
        const firstSeenAt = known?.firstSeenAt ?? imported.at;
        held.tables.radarEntries.set(client.address, {
          ...copy(client),
          firstSeenAt,
          lastSeenAt: imported.at,
          importId: imported.id,
        });
      }
      const added = held.tables.radarEntries.size - before;
      return { added, renewed: clients.length - added };
    },
    latest: async () => copy(latest()),
    async get(address) {
      const found = held.tables.radarEntries.get(address.toLowerCase());
      return found && bare(found);
    },
    async counts() {
      const counts = { stops: 0, maybe: 0, oauth: 0, covered: 0, gone: 0 };
      for (const { address, auth, importId } of entries()) {
        const plain = auth === 'oauth' ? 'oauth' : auth === 'unknown' ? 'maybe' : 'stops';
        counts[importId !== latest()?.id ? 'gone' : covered(address) ? 'covered' : plain]++;
      }
      return counts;
    },
    page: async ({ offset, limit }) =>
      entries()
        .filter((each) => each.importId === latest()?.id && each.auth !== 'oauth' && !covered(each.address))
        .toSorted(
          (a, b) =>
            Number(a.auth === 'unknown') - Number(b.auth === 'unknown') ||
            b.messages - a.messages ||
            (a.address < b.address ? -1 : 1),
        )
        .slice(offset, offset + limit)
        .map(bare),
  };
}
