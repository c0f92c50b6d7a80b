import type { Tasks } from '../../src/provisioning/port-tasks.ts';
import { clean } from './rows.ts';
import type { Tx } from './schema.ts';

export const tasksIn = (tx: Tx): Tasks => ({
  get: (id) => tx.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst(),

  open: (senderId) =>
    tx
      .selectFrom('tasks')
      .selectAll()
      .where('senderId', '=', senderId)
      .where('state', '<>', 'done')
      .orderBy('openedAt')
      .orderBy('id')
      .execute(),

  async waiting() {
    const open = tx.selectFrom('tasks').select('senderId').distinct().where('state', '<>', 'done').orderBy('senderId');
    return (await open.execute()).map((row) => row.senderId);
  },

  list: (senderId) =>
    tx.selectFrom('tasks').selectAll().where('senderId', '=', senderId).orderBy('openedAt').orderBy('id').execute(),

  async save({ id, senderId, generation, code, title, why, script, state, openedAt, doneBy }) {
    const row = clean({ id, senderId, generation, code, title, why, script, state, openedAt, doneBy });
    const { numUpdatedRows } = await tx.updateTable('tasks').set(row).where('id', '=', id).executeTakeFirst();
    if (numUpdatedRows > 0n) return;
    // Whichever unique index is in the way: the open task that is there stays the one.
    await tx
      .insertInto('tasks')
      .values(row)
      .onConflict((it) => it.doNothing())
      .execute();
  },
});
