import type { Reveals } from '../../src/credentials/port-reveals.ts';
import type { Tx } from './schema.ts';

export const revealsIn = (tx: Tx): Reveals => ({
  async save({ hash, senderId, personId, createdAt, usedAt }) {
    const row = { hash, senderId, personId, createdAt, usedAt };
    await tx
      .insertInto('revealTokens')
      .values(row)
      .onConflict((it) => it.column('hash').doUpdateSet(row))
      .execute();
  },

  // One statement looks and marks: of two clicks at the same moment the second finds it used.
  use: (hash, at) =>
    tx
      .updateTable('revealTokens')
      .set({ usedAt: at })
      .where('hash', '=', hash)
      .where('usedAt', 'is', null)
      .returningAll()
      .executeTakeFirst(),

  async forgetBefore(at) {
    await tx.deleteFrom('revealTokens').where('createdAt', '<', at).execute();
  },
});
