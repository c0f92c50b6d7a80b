import type { AccountLinks } from '../../src/people/port-account-links.ts';
import { clean } from './rows.ts';
import type { Tx } from './schema.ts';

export const accountLinksIn = (tx: Tx): AccountLinks => ({
  get: (account) => tx.selectFrom('accountLinks').selectAll().where('account', '=', account).executeTakeFirst(),

  ofPerson: (personId) =>
    tx
      .selectFrom('accountLinks')
      .selectAll()
      .where('personId', '=', personId)
      .orderBy('since', 'desc')
      .orderBy('account')
      .execute(),

  async save({ account, accountName, accountEmail, personId, how, state, why, since }) {
    const row = clean({ account, accountName, accountEmail, personId, how, state, why, since });
    await tx
      .insertInto('accountLinks')
      .values(row)
      .onConflict((it) => it.column('account').doUpdateSet(row))
      .execute();
  },
});
