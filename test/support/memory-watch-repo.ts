import type { Repos } from '../../src/chat/repos.ts';
import type { WatchResult } from '../../src/watch/watch-result.ts';
import { copy } from './copy.ts';

export function watchResultsOver(held: { tables: { watchResults: WatchResult[] } }): Repos['watchResults'] {
  return {
    of: async (senderId) => copy(held.tables.watchResults.filter((each) => each.senderId === senderId)),
    async save(result) {
      const others = held.tables.watchResults.filter(
        (each) => each.routeId !== result.routeId || each.check !== result.check,
      );
      held.tables.watchResults = [...others, copy(result)];
    },
    async lastLooks() {
      const bySender = Map.groupBy(held.tables.watchResults, (each) => each.senderId);
      return [...bySender].map(([senderId, rows]) => ({
        senderId,
        checkedAt: new Date(Math.max(...rows.map((each) => each.checkedAt.getTime()))),
        tookMs: Math.max(...rows.map((each) => each.tookMs)),
      }));
    },
  };
}
