import type { KnownApprovers } from '../../src/policy/port-approvers.ts';
import { clean } from './rows.ts';
import type { Tx } from './schema.ts';

export const approversIn = (tx: Tx): KnownApprovers => ({
  get: (id) => tx.selectFrom('approvers').selectAll().where('id', '=', id).executeTakeFirst(),

  async add({ id, since }) {
    await tx
      .insertInto('approvers')
      .values(clean({ id, since }))
      .onConflict((it) => it.column('id').doNothing())
      .execute();
  },

  list: () => tx.selectFrom('approvers').selectAll().orderBy('id').execute(),

  async forget(id) {
    await tx.deleteFrom('approvers').where('id', '=', id).execute();
  },
});
