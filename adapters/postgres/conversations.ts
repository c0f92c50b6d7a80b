import { sql } from 'kysely';
import type { Conversation, Conversations } from '../../src/chat/port-chat-store.ts';
import { newId } from '../../src/shared/ids.ts';
import { clean, json } from './rows.ts';
import type { Tx } from './schema.ts';

const fields = [
  'id',
  'platform',
  'kind',
  'name',
  'personId',
  'reference',
  'state',
] as const satisfies readonly (keyof Conversation)[];

export const conversationsIn = (tx: Tx): Conversations => ({
  get: (id) => tx.selectFrom('conversations').select(fields).where('id', '=', id).executeTakeFirst(),

  personal(personId, platform) {
    const own = tx
      .selectFrom('conversations')
      .select(fields)
      .where('kind', '=', 'personal')
      .where('personId', '=', personId);
    return (platform === undefined ? own : own.where('platform', '=', platform))
      .orderBy(sql`reference <> '{}'::jsonb`, 'desc')
      .orderBy(sql`state = 'ok'`, 'desc')
      .orderBy('rememberedNo', 'desc')
      .limit(1)
      .executeTakeFirst();
  },

  remember({ platform, platformId, kind, name, personId, reference, state }) {
    const seen = clean({ platform, platformId, kind, name, personId, reference: json(reference) });
    const refreshed = state === undefined ? seen : { ...seen, state };
    return tx
      .insertInto('conversations')
      .values({ id: newId(), ...seen, state: state ?? 'ok' })
      .onConflict((it) =>
        it.columns(['platform', 'platformId']).doUpdateSet({
          ...refreshed,
          // Not every activity carries the name or the person; what is known stays known.
          name: sql<string>`coalesce(nullif(excluded.name, ''), conversations.name)`,
          personId: sql<string | null>`coalesce(excluded.person_id, conversations.person_id)`,
          rememberedNo: sql`nextval('conversations_remembered')`,
        }),
      )
      .returning(fields)
      .executeTakeFirstOrThrow();
  },

  async setState(id, state) {
    await tx.updateTable('conversations').set({ state }).where('id', '=', id).execute();
  },
});
