import { sql } from 'kysely';
import type { WatchResults } from '../../src/watch/port-watch-results.ts';
import type { WatchResult } from '../../src/watch/watch-result.ts';
import { clean, json } from './rows.ts';
import type { Tx } from './schema.ts';

const fields = [
  'routeId',
  'senderId',
  'check',
  'result',
  'code',
  'says',
  'since',
  'checkedAt',
  'tookMs',
  'cleared',
] as const satisfies readonly (keyof WatchResult)[];

export const watchResultsIn = (tx: Tx): WatchResults => ({
  of: (senderId) =>
    tx
      .selectFrom('watchResults')
      .select(fields)
      .where('senderId', '=', senderId)
      .orderBy('routeId')
      .orderBy('check')
      .execute(),

  async save({ routeId, senderId, check, result, code, says, since, checkedAt, tookMs, cleared }) {
    const kept = cleared === null ? null : json(cleared);
    const row = clean({ routeId, senderId, check, result, code, says, since, checkedAt, tookMs, cleared: kept });
    await tx
      .insertInto('watchResults')
      .values(row)
      .onConflict((it) => it.columns(['routeId', 'check']).doUpdateSet(row))
      .execute();
  },

  lastLooks: () =>
    tx
      .selectFrom('watchResults')
      .select(['senderId', sql<Date>`max(checked_at)`.as('checkedAt'), sql<number>`max(took_ms)`.as('tookMs')])
      .groupBy('senderId')
      .execute(),
});
