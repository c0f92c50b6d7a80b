import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { at, desired, mailIntent, request, sender, task } from '../../support/store-samples.ts';
import type { MakeDatabase } from './database.ts';
import { accountsContract } from './accounts.ts';
import { chatContract } from './chat.ts';
import { movesContract } from './moves.ts';
import { radarContract } from './radar.ts';
import { watchContract } from './watch.ts';
import { sendersContract } from './senders.ts';

const later = (ms: number): Date => new Date(at.getTime() + ms);

/** What every repository promises its room. All tests share one database; each has ids of its own. */
export function repositoriesContract(make: MakeDatabase): void {
  let store: Store;
  beforeAll(async () => {
    store = await (await make()).open();
  });

  sendersContract(() => store);
  chatContract(() => store);
  movesContract(() => store);
  radarContract(() => store);
  accountsContract(() => store);
  watchContract(() => store);

  describe('requests', () => {
    test('come back as they were saved, decision included', async () => {
      const made = request();
      const decided = {
        ...made,
        state: 'approved' as const,
        decision: { by: 'cy', at: later(5), verdict: 'approved' as const, reason: null, version: 1 },
      };
      await store.transact(({ requests }) => requests.insert(made));
      expect(await store.transact(({ requests }) => requests.get(made.id))).toEqual(made);
      expect(await store.transact(({ requests }) => requests.replacePending(decided, 1))).toBe(true);
      expect(await store.transact(({ requests }) => requests.get(made.id))).toEqual(decided);
    });

    test('of a hundred decisions at the same time one is taken', async () => {
      const made = request();
      await store.transact(({ requests }) => requests.insert(made));
      const clicks = Array.from({ length: 100 }, (_, no) =>
        store.transact(({ requests }) =>
          requests.replacePending({ ...made, state: no % 2 ? 'approved' : 'denied', submittedBy: `${no}` }, 1),
        ),
      );
      expect((await Promise.all(clicks)).filter(Boolean)).toHaveLength(1);
    });

    test('an edit makes the version that was seen outdated', async () => {
      const made = request();
      await store.transact(async ({ requests }) => {
        await requests.insert(made);
        expect(await requests.replacePending({ ...made, version: 2 }, 1)).toBe(true);
        expect(await requests.replacePending({ ...made, state: 'approved' }, 1)).toBe(false);
      });
    });

    test('pending ones are listed oldest first, expired ones when their time is over', async () => {
      const [old, young] = [
        request({ submittedAt: later(-1e9) }),
        request({ submittedAt: later(-1e8), expiresAt: later(1e6) }),
      ];
      await store.transact(async ({ requests }) => {
        await requests.insert(young);
        await requests.insert(old);
        const pending = (await requests.listByState('pending', 1000)).map(({ id }) => id);
        expect(pending.indexOf(old.id)).toBeLessThan(pending.indexOf(young.id));
        const expired = (await requests.listExpired(later(1000))).map(({ id }) => id);
        expect([expired.includes(old.id), expired.includes(young.id)]).toEqual([true, false]);
      });
    });

    test('open ones are counted by person, and of a hundred that ask for the last place at once one finds it free', async () => {
      const ann = newId();
      const mine = (over: Partial<ReturnType<typeof request>> = {}) => request({ submittedBy: ann, ...over });
      await store.transact(async ({ requests }) => {
        await requests.insert(mine());
        await requests.insert(mine({ expiresAt: later(-1) }));
        await requests.insert(mine({ state: 'denied' }));
        await requests.insert(request());
        expect(await requests.countOpen(ann, at)).toBe(1);
        expect(await requests.countOpen(newId(), at)).toBe(0);
      });
      const forms = Array.from({ length: 100 }, () =>
        store.transact(async ({ requests }) => {
          if ((await requests.countOpen(ann, at)) >= 2) return false;
          await requests.insert(mine());
          return true;
        }),
      );
      expect((await Promise.all(forms)).filter(Boolean)).toHaveLength(1);
    });
  });

  test('people are remembered once, with what was last said of them', async () => {
    const ann = { id: newId(), name: 'Ann', entraObjectId: 'a', tenantId: 't', email: null };
    await store.transact(async ({ people }) => {
      await people.remember(ann);
      await people.remember({ ...ann, name: 'Änn', email: 'ann@contoso.com' });
      expect(await people.get(ann.id)).toEqual({ ...ann, name: 'Änn', email: 'ann@contoso.com' });
      expect((await people.list(1000)).filter(({ id }) => id === ann.id)).toHaveLength(1);
    });
  });

  test('a second open task of the same sender and code is the first one', async () => {
    const first = task();
    const second = { ...first, id: newId() };
    await store.transact(async ({ tasks }) => {
      await tasks.save(first);
      await tasks.save(second);
      expect(await tasks.open(first.senderId)).toEqual([first]);
      await tasks.save({ ...first, state: 'done', doneBy: 'cy' });
      expect(await tasks.open(first.senderId)).toEqual([]);
      await tasks.save(second);
      expect(await tasks.open(first.senderId)).toEqual([second]);
      expect((await tasks.list(first.senderId)).map(({ state }) => state).toSorted()).toEqual(['done', 'open']);
      expect(await tasks.get(first.id)).toEqual({ ...first, state: 'done', doneBy: 'cy' });
    });
  });

  test('mail intents are counted since a time, for all and for one sender', async () => {
    const [first, second] = [mailIntent({ createdAt: later(1e12) }), mailIntent({ createdAt: later(1e12 + 5) })];
    const third = { ...mailIntent({ createdAt: later(1e12 + 9) }), senderId: first.senderId };
    await store.transact(async ({ mailIntents }) => {
      for (const each of [first, second, third]) await mailIntents.save(each);
      await mailIntents.save({ ...third, state: 'sent', sentAt: at });
      expect(await mailIntents.countSince(later(1e12))).toBe(3);
      expect(await mailIntents.countSince(later(1e12 + 1), first.senderId)).toBe(1);
      expect(await mailIntents.latest(first.senderId)).toEqual({ ...third, state: 'sent', sentAt: at });
    });
  });

  test('a reveal token is used once, by one of two clicks', async () => {
    const token = { hash: newId(), senderId: 's', personId: 'ann', createdAt: at, usedAt: null };
    await store.transact(({ reveals }) => reveals.save(token));
    const both = await Promise.all(
      [1, 2].map(() => store.transact(({ reveals }) => reveals.use(token.hash, later(1)))),
    );
    expect(both.filter(Boolean)).toEqual([{ ...token, usedAt: later(1) }]);
    expect(await store.transact(({ reveals }) => reveals.use('unknown', at))).toBeUndefined();
  });

  test('reveal tokens made before a time are dropped', async () => {
    const made = (ms: number) => ({
      hash: newId(),
      senderId: 's',
      personId: 'ann',
      createdAt: later(ms),
      usedAt: null,
    });
    const [old, young] = [made(-10), made(10)];
    await store.transact(async ({ reveals }) => {
      for (const token of [old, young]) await reveals.save(token);
      await reveals.forgetBefore(at);
      expect(await reveals.use(old.hash, at)).toBeUndefined();
      expect(await reveals.use(young.hash, at)).toBeDefined();
    });
  });

  test('text that PostgreSQL cannot hold is stored without what it cannot hold', async () => {
    const hostile = `a\0b\uD800c ${newId()}`;
    const made = sender({ name: hostile, desired: desired({ purpose: hostile, places: [hostile] }) });
    await store.transact(async ({ senders, audit }) => {
      await senders.insert(made);
      await audit.append({ type: 'request-submitted', actor: 'ann', subject: `sender:${made.id}`, data: { hostile } });
    });
    const stored = await store.transact(({ senders }) => senders.findLiving({ name: hostile }));
    expect(stored?.desired.purpose).toMatch(/^a\uFFFDb\uFFFDc /);
  });
}
