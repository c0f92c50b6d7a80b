import { expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { WatchResult } from '../../../src/watch/watch-result.ts';
import { at, route, sender } from '../../support/store-samples.ts';

export function watchContract(store: () => Store): void {
  test('one row for each check of a route: a new look replaces it, and the last look of a sender is known', async () => {
    const one = sender();
    const its = route(one.id);
    const row: WatchResult = {
      routeId: its.id,
      senderId: one.id,
      check: 'consent',
      result: 'finding',
      code: 'consent-withdrawn',
      says: 'withdrawn',
      since: at,
      checkedAt: at,
      tookMs: 7,
      cleared: null,
    };
    const later = new Date(at.getTime() + 60_000);
    const cleared = { says: 'withdrawn', at: later.toISOString() };
    const next = { ...row, result: 'ok' as const, code: null, says: null, since: later, checkedAt: later, cleared };
    await store().transact(async ({ senders, watchResults }) => {
      await senders.insert(one);
      await senders.saveRoute(its);
      await watchResults.save(row);
      await watchResults.save({ ...row, check: newId(), tookMs: 12 });
      await watchResults.save(next);
    });
    await store().transact(async ({ watchResults }) => {
      const rows = await watchResults.of(one.id);
      expect(rows).toHaveLength(2);
      expect(rows).toContainEqual(next);
      const last = (await watchResults.lastLooks()).find((each) => each.senderId === one.id);
      expect(last).toEqual({ senderId: one.id, checkedAt: later, tookMs: 12 });
    });
  });
}
