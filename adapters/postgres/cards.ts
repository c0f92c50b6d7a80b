import type { Card, CardMatter, Cards } from '../../src/chat/port-chat-store.ts';
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

/** The id `byMatter` asks with, and a key that is the same for the same matter whatever the order of its fields. */
function keysOf(matter: CardMatter): { about: CardMatter['about']; subjectId: string; matterKey: string } {
  const { about } = matter;
  const subjectId = about === 'request' ? matter.requestId : about === 'task' ? matter.taskId : matter.senderId;
  const rest = restOf(matter);
  return { about, subjectId, matterKey: [about, subjectId, ...rest].join(':') };
}

function restOf(matter: CardMatter): string[] {
  if (matter.about === 'receipt') return [String(matter.revealNo), matter.by];
  if (matter.about === 'stopped') return [matter.taskId];
  return matter.about === 'undelivered' ? [matter.personId] : [];
}

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
