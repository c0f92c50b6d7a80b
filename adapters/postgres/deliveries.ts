import type { Deliveries } from '../../src/chat/port-chat-store.ts';
import { json } from './rows.ts';
import type { Tx } from './schema.ts';

export const deliveriesIn = (tx: Tx): Deliveries => ({
  async accept(deliveryId, at, interaction) {
    const inserted = await tx
      .insertInto('deliveries')
      .values({ id: deliveryId, at, interaction: interaction && json(interaction) })
      .onConflict((it) => it.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    return inserted !== undefined;
  },

  async take(deliveryId) {
    const row = await tx.selectFrom('deliveries').select('interaction').where('id', '=', deliveryId).executeTakeFirst();
    return row?.interaction ?? undefined;
  },

  async done(deliveryId) {
    await tx.updateTable('deliveries').set({ interaction: null }).where('id', '=', deliveryId).execute();
  },

  async release(deliveryId) {
    await tx.deleteFrom('deliveries').where('id', '=', deliveryId).where('interaction', 'is', null).execute();
  },

  // Words that are still to be handled stay, however old.
  async forgetBefore(at) {
    await tx.deleteFrom('deliveries').where('at', '<', at).where('interaction', 'is', null).execute();
  },
});
