import type { People } from '../../src/people/port-people.ts';
import { clean } from './rows.ts';
import type { Tx } from './schema.ts';

export const peopleIn = (tx: Tx): People => ({
  get: (id) => tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst(),

  async remember({ id, name, entraObjectId, tenantId, email }) {
    const row = clean({ id, name, entraObjectId, tenantId, email });
    await tx
      .insertInto('people')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },

  list: (limit) => tx.selectFrom('people').selectAll().orderBy('name').orderBy('id').limit(limit).execute(),
});
