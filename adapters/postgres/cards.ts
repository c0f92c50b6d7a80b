import { sql } from 'kysely';
import type { Card, CardMatter, Cards } from '../../src/chat/port-chat-store.ts';
import { matterKeyOf, subjectIdOf } from '../../src/chat/port-chat-store.ts';
import { newId } from '../../src/shared/ids.ts';
import { clean, json } from './rows.ts';
import type { Tx } from './schema.ts';

const fields = [
  'id',
  'matter',
  'conversationId',
  'readerId',
  'messageId',
  'state',
  'shownHash',
  'why',
] as const satisfies readonly (keyof Card)[];

const keysOf = (matter: CardMatter) => ({
  about: matter.about,
  subjectId: subjectIdOf(matter),
  matterKey: matterKeyOf(matter),
});

const rowOf = (card: Card) => {
  const { id, matter, conversationId, readerId, messageId, state, shownHash, why } = card;
  return clean({
    ...keysOf(matter),
    id,
    matter: json(matter),
    conversationId,
    readerId,
    messageId,
    state,
    shownHash,
    why,
  });
};

export const cardsIn = (tx: Tx): Cards => ({
  ...turnsIn(tx),

  get: (id) => tx.selectFrom('cards').select(fields).where('id', '=', id).executeTakeFirst(),

  async ensure({ matter, conversationId, readerId }) {
    const { matterKey } = keysOf(matter);
    const find = tx
      .selectFrom('cards')
      .select(fields)
      .where('matterKey', '=', matterKey)
      .where('conversationId', '=', conversationId);
    const found = await find.executeTakeFirst();
    if (found) return found;
    const unposted = { messageId: null, state: 'new', shownHash: null, why: null } as const;
    const card: Card = { id: newId(), matter, conversationId, readerId, ...unposted };
    await tx
      .insertInto('cards')
      .values(rowOf(card))
      .onConflict((it) => it.columns(['matterKey', 'conversationId']).doNothing())
      .execute();
    // Ours, or the one another instance put there in the meantime.
    return find.executeTakeFirstOrThrow();
  },

  async save(card) {
    const row = rowOf(card);
    await tx
      .insertInto('cards')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },

  byMatter: (about, id) =>
    tx
      .selectFrom('cards')
      .select(fields)
      .where('about', '=', about)
      .where('subjectId', '=', id)
      .orderBy('position')
      .execute(),

  listRefused: (limit) =>
    tx.selectFrom('cards').select(fields).where('state', '=', 'refused').orderBy('position').limit(limit).execute(),

  byMessage: (conversationId, messageId) =>
    tx
      .selectFrom('cards')
      .select(fields)
      .where('conversationId', '=', conversationId)
      .where('messageId', '=', messageId)
      .executeTakeFirst(),
});

/** The line in which a conversation's cards wait to be shown. */
const turnsIn = (tx: Tx): Pick<Cards, 'want' | 'listWanted' | 'shown'> => ({
  async want(ids) {
    for (const id of ids)
      await tx
        .updateTable('cards')
        .set({ turn: sql`coalesce(turn, nextval('card_turns'))`, asked: sql`asked + 1` })
        .where('id', '=', id)
        .execute();
  },

  listWanted: (conversationId, limit) =>
    tx
      .selectFrom('cards')
      .select(['id', 'asked'])
      .where('conversationId', '=', conversationId)
      .where('turn', 'is not', null)
      .orderBy('turn')
      .limit(limit)
      .execute(),

  async shown({ id, asked }) {
    await tx.updateTable('cards').set({ turn: null }).where('id', '=', id).where('asked', '=', asked).execute();
  },
});
