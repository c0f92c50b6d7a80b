import { sql } from 'kysely';
import type { MailIntents } from '../../src/provisioning/port-mail-intents.ts';
import { clean } from './rows.ts';
import type { Tx } from './schema.ts';

export const mailIntentsIn = (tx: Tx): MailIntents => ({
  get: (id) => tx.selectFrom('mailIntents').selectAll().where('id', '=', id).executeTakeFirst(),

  async save({ id, senderId, routeId, to, toAddress, messageId, state, reason, askedBy, createdAt, sentAt }) {
    const row = clean({ id, senderId, routeId, to, toAddress, messageId, state, reason, askedBy, createdAt, sentAt });
    await tx
      .insertInto('mailIntents')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },

  async countSince(from, senderId) {
    const since = tx
      .selectFrom('mailIntents')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('createdAt', '>=', from);
    const { count } = await (
      senderId === undefined ? since : since.where('senderId', '=', senderId)
    ).executeTakeFirstOrThrow();
    return count;
  },

  latest: (senderId) =>
    tx
      .selectFrom('mailIntents')
      .selectAll()
      .where('senderId', '=', senderId)
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
});
