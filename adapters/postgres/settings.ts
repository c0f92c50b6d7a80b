import type { Clock } from '../../src/shared/clock.ts';
import type { Settings } from '../../src/shared/port-settings.ts';
import { clean } from './rows.ts';
import type { Tx } from './schema.ts';

export const settingsIn = (tx: Tx, clock: Pick<Clock, 'now'>): Settings => ({
  get: (key) => tx.selectFrom('settings').select(['value', 'at']).where('key', '=', key).executeTakeFirst(),

  async set(key, value) {
    const row = clean({ key, value, at: clock.now() });
    await tx
      .insertInto('settings')
      .values(row)
      .onConflict((it) => it.column('key').doUpdateSet(row))
      .execute();
  },
});
