import { randomUUID } from 'node:crypto';
import type { Interaction } from '../../src/chat/interaction.ts';
import { matterKeyOf, subjectIdOf } from '../../src/chat/port-chat-store.ts';
import type { Card, Conversation } from '../../src/chat/port-chat-store.ts';
import type { Repos } from '../../src/chat/repos.ts';
import { copy } from './copy.ts';

export const chatTables = () => ({
  /** By the platform's own id; a row remembered again moves to the end. */
  conversations: new Map<string, Conversation>(),
  cards: new Map<string, Card>(),
  /** By card, in the order of their turns. */
  wanted: new Map<string, { id: string; asked: number }>(),
  deliveries: new Map<string, { at: Date; interaction: Interaction | null }>(),
});

type Held = { tables: ReturnType<typeof chatTables> };

export const chatRepos = (held: Held): Pick<Repos, 'conversations' | 'cards' | 'deliveries'> => ({
  conversations: conversationsOver(held),
  cards: cardsOver(held),
  deliveries: {
    async accept(deliveryId, at, interaction) {
      if (held.tables.deliveries.has(deliveryId)) return false;
      held.tables.deliveries.set(deliveryId, { at, interaction: copy(interaction) });
      return true;
    },
    take: async (deliveryId) => copy(held.tables.deliveries.get(deliveryId)?.interaction ?? undefined),
    async done(deliveryId) {
      const kept = held.tables.deliveries.get(deliveryId);
      if (kept) held.tables.deliveries.set(deliveryId, { ...kept, interaction: null });
    },
    release: async (deliveryId) => void held.tables.deliveries.delete(deliveryId),
    async forgetBefore(at) {
      for (const [id, kept] of held.tables.deliveries)
        if (kept.at < at && kept.interaction === null) held.tables.deliveries.delete(id);
    },
  },
});

function conversationsOver(held: Held): Repos['conversations'] {
  const all = () => [...held.tables.conversations.values()];
  const rank = (each: Conversation): number =>
    (Object.keys(each.reference).length > 0 ? 2 : 0) + (each.state === 'ok' ? 1 : 0);
  return {
    get: async (id) => copy(all().find((each) => each.id === id)),
    personal: async (personId, platform) =>
      copy(
        all()
          .filter((each) => each.kind === 'personal' && each.personId === personId)
          .filter((each) => platform === undefined || each.platform === platform)
          .toSorted((a, b) => rank(a) - rank(b))
          .at(-1),
      ),
    async remember({ platformId, ...conversation }) {
      const found = held.tables.conversations.get(platformId);
      const row = { state: found?.state ?? ('ok' as const), ...copy(conversation), id: found?.id ?? randomUUID() };
      held.tables.conversations.delete(platformId);
      held.tables.conversations.set(platformId, row);
      return copy(row);
    },
    async setState(id, state) {
      const found = all().find((each) => each.id === id);
      if (found) found.state = state;
    },
  };
}

function cardsOver(held: Held): Repos['cards'] {
  const all = () => [...held.tables.cards.values()];
  return {
    get: async (id) => copy(held.tables.cards.get(id)),
    async ensure(card) {
      const found = all().find(
        (each) => each.conversationId === card.conversationId && matterKeyOf(each.matter) === matterKeyOf(card.matter),
      );
      if (found) return copy(found);
      const row: Card = { ...copy(card), id: randomUUID(), messageId: null, state: 'new', shownHash: null, why: null };
      held.tables.cards.set(row.id, row);
      return copy(row);
    },
    save: async (card) => void held.tables.cards.set(card.id, copy(card)),
    byMatter: async (about, id) =>
      copy(all().filter((each) => each.matter.about === about && subjectIdOf(each.matter) === id)),
    listRefused: async (limit) =>
      copy(
        all()
          .filter((each) => each.state === 'refused')
          .slice(0, limit),
      ),
    async want(ids) {
      for (const id of ids) held.tables.wanted.set(id, { id, asked: (held.tables.wanted.get(id)?.asked ?? 0) + 1 });
    },
    listWanted: async (conversationId, limit) =>
      copy(
        [...held.tables.wanted.values()]
          .filter(({ id }) => held.tables.cards.get(id)?.conversationId === conversationId)
          .slice(0, limit),
      ),
    async shown({ id, asked }) {
      if (held.tables.wanted.get(id)?.asked === asked) held.tables.wanted.delete(id);
    },
    byMessage: async (conversationId, messageId) =>
      copy(all().find((each) => each.conversationId === conversationId && each.messageId === messageId)),
  };
}
