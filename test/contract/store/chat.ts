import { expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { at, interaction, matter, personalChat } from '../../support/store-samples.ts';

const later = (ms: number): Date => new Date(at.getTime() + ms);

/** What conversations, cards and deliveries promise the chat room. */
export function chatContract(opened: () => Store): void {
  test('a conversation is one row, and the one that can be reached counts', async () => {
    const person = newId();
    await opened().transact(async ({ conversations }) => {
      const standIn = await conversations.remember(personalChat(person, {}));
      expect(await conversations.personal(person)).toEqual(standIn);
      const first = personalChat(person);
      const known = await conversations.remember({ ...first, name: 'Ann' });
      expect(await conversations.remember({ ...first, personId: null })).toEqual({ ...known, name: 'Ann' });
      expect(await conversations.personal(person)).toEqual(known);
      const newer = await conversations.remember(personalChat(person));
      expect(await conversations.personal(person, 'teams')).toEqual(newer);
      expect(await conversations.personal(person, 'slack')).toBeUndefined();
      await conversations.setState(newer.id, 'unreachable');
      expect(await conversations.personal(person)).toEqual(known);
      expect(await conversations.get(newer.id)).toEqual({ ...newer, state: 'unreachable' });
      const { id: _id, state: _state, ...seen } = { ...known, platformId: first.platformId };
      await conversations.setState(known.id, 'unreachable');
      expect(await conversations.remember(seen)).toEqual({ ...known, state: 'unreachable' });
      expect(await conversations.remember({ ...seen, platformId: newId() })).toMatchObject({ state: 'ok' });
    });
  });

  test('cards of a conversation wait in the order they were first asked for, and keep their turn when asked for while being shown', async () => {
    const chat = await opened().transact(({ conversations }) => conversations.remember(personalChat(newId())));
    const make = (readerId: string) =>
      opened().transact(({ cards }) => cards.ensure({ matter: matter(newId()), conversationId: chat.id, readerId }));
    const [a, b, c] = [await make('a'), await make('b'), await make('c')];
    await opened().transact(({ cards }) => cards.want([c.id, a.id]));
    await opened().transact(({ cards }) => cards.want([b.id, c.id]));
    const waiting = await opened().transact(({ cards }) => cards.listWanted(chat.id, 10));
    expect(waiting).toEqual([
      { id: c.id, asked: 2 },
      { id: a.id, asked: 1 },
      { id: b.id, asked: 1 },
    ]);
    await opened().transact(async ({ cards }) => {
      await cards.want([a.id]);
      for (const each of waiting) await cards.shown(each);
      expect(await cards.listWanted(chat.id, 10)).toEqual([{ id: a.id, asked: 2 }]);
      await cards.save({ ...a, state: 'posted', messageId: newId() });
      expect(await cards.listWanted(chat.id, 1)).toHaveLength(1);
    });
  });

  test('one card per matter and place, also when two transactions want it at once', async () => {
    const chat = await opened().transact(({ conversations }) => conversations.remember(personalChat(newId())));
    const about = matter(newId());
    const wanted = { matter: about, conversationId: chat.id, readerId: 'ann' };
    const [card, same] = await Promise.all([1, 2].map(() => opened().transact(({ cards }) => cards.ensure(wanted))));
    expect(card).toEqual(same);
    const posted = { ...card!, state: 'posted' as const, messageId: newId(), shownHash: 'h' };
    await opened().transact(async ({ cards }) => {
      await cards.save(posted);
      const receipt = { about: 'receipt', senderId: posted.id, revealNo: 1, by: 'ann', show: 'receipt' } as const;
      const first = await cards.ensure({ ...wanted, matter: receipt });
      const second = await cards.ensure({ ...wanted, matter: { ...receipt, revealNo: 2 } });
      expect(await cards.byMatter('receipt', posted.id)).toEqual([first, second]);
      expect(await cards.byMatter('sender', 'senderId' in about ? about.senderId : '')).toEqual([posted]);
      expect(await cards.byMessage(chat.id, posted.messageId)).toEqual(posted);
      expect(await cards.get(posted.id)).toEqual(posted);
      const [one, two] = [
        { ...posted, state: 'refused' as const },
        { ...second, state: 'refused' as const, why: 'too large' },
      ];
      for (const each of [one, two]) await cards.save(each);
      expect(await cards.listRefused(10)).toEqual([one, two]);
      expect(await cards.listRefused(1)).toEqual([one]);
      await cards.save(posted);
      expect(await cards.listRefused(10)).toEqual([two]);
    });
  });

  test('a delivery is accepted once; its words stay until they are handled, however old', async () => {
    const id = newId();
    const said = interaction('request');
    await opened().transact(async ({ deliveries }) => {
      expect(await deliveries.accept(id, at, said)).toBe(true);
      expect(await deliveries.accept(id, at, said)).toBe(false);
      await deliveries.forgetBefore(later(1e6));
      expect(await deliveries.take(id)).toEqual(said);
      await deliveries.done(id);
      expect(await deliveries.take(id)).toBeUndefined();
      expect(await deliveries.accept(id, at, null)).toBe(false);
      await deliveries.forgetBefore(later(1e6));
      expect(await deliveries.accept(id, at, null)).toBe(true);
    });
  });
}
