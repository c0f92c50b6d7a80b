import { describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { desired, request, route, sender, task } from '../../support/store-samples.ts';

// What moving a sender needs of the store.

export function movesContract(store: () => Store): void {
  describe('moves', () => {
    test('an address that is moved to, or away from, is claimed until its route is removed', async () => {
      const localPart = `l${newId()}`;
      const [living, moving] = [sender(), sender()];
      const address = `${localPart.toUpperCase()}@Mail.contoso.com`;
      const beside = {
        ...route(moving.id),
        role: 'next' as const,
        desired: desired({ localPart, domain: 'mail.contoso.com' }),
      };
      await store().transact(async ({ senders }) => {
        await senders.insert(living);
        await senders.insert(moving);
        expect(await senders.claim({ address })).toBeUndefined();
        await senders.saveRoute(beside);
        expect((await senders.claim({ address }))?.id).toBe(moving.id);
        expect(await senders.findLiving({ address })).toBeUndefined();
        await senders.saveRoute({ ...beside, role: 'former', state: 'removing' });
        expect((await senders.claim({ address }))?.id).toBe(moving.id);
        await senders.saveRoute({ ...beside, role: 'former', state: 'removed' });
        expect(await senders.claim({ address })).toBeUndefined();
        const { localPart: own, domain } = living.desired;
        expect((await senders.claim({ address: `${own}@${domain}` }))?.id).toBe(living.id);
      });
    });

    test('of a hundred that claim an address at once, one takes it', async () => {
      const localPart = `l${newId()}`;
      const wish = desired({ localPart, domain: 'mail.contoso.com' });
      const claims = Array.from({ length: 100 }, () =>
        store().transact(async ({ senders }) => {
          if (await senders.claim({ address: `${localPart}@mail.contoso.com` })) return false;
          const made = sender();
          await senders.insert(made);
          await senders.saveRoute({ ...route(made.id), role: 'next', desired: wish });
          return true;
        }),
      );
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    });

    test('one request of a sender waits at a time, and comes back with what it moves from', async () => {
      const move = { why: 'ACS ends', from: { relay: 'acs' as const, address: 'a@b.c', desiredHash: 'h' } };
      const made = request({ kind: 'migrate', move });
      await store().transact(async ({ requests }) => {
        await requests.insert(made);
        expect(await requests.pendingFor(made.senderId)).toEqual(made);
      });
      const second = store().transact(({ requests }) => requests.insert(request({ senderId: made.senderId })));
      await expect(second).rejects.toMatchObject({ code: 'request-open', kind: 'conflict' });
      await store().transact(async ({ requests }) => {
        await requests.replacePending({ ...made, state: 'denied' }, 1);
        expect(await requests.pendingFor(made.senderId)).toBeUndefined();
        expect(await requests.latestMove(made.senderId)).toMatchObject({ id: made.id, state: 'denied' });
        await requests.insert(request({ senderId: made.senderId }));
      });
    });

    test('each route has its own task of a code, and who waits for a person is known', async () => {
      const first = task();
      const second = { ...first, id: newId(), generation: 2 };
      await store().transact(async ({ tasks }) => {
        await tasks.save(first);
        await tasks.save(second);
        expect(
          (await tasks.open(first.senderId)).map(({ generation }) => generation).toSorted((a, b) => a - b),
        ).toEqual([1, 2]);
        expect((await tasks.waiting()).filter((id) => id === first.senderId)).toHaveLength(1);
        for (const each of [first, second]) await tasks.save({ ...each, state: 'done' });
        expect(await tasks.waiting()).not.toContain(first.senderId);
      });
    });

    test('audit events are found by their types', async () => {
      const subject = `sender:${newId()}`;
      const types = ['sender-proven', 'places-ticked', 'sender-moved'] as const;
      await store().transact(({ audit }) =>
        audit.append(...types.map((type) => ({ type, actor: 'ann', subject, data: {} }))),
      );
      const found = await store().transact(({ audit }) =>
        audit.list({ subject, types: ['sender-moved', 'sender-proven'] }),
      );
      expect(found.map(({ type }) => type)).toEqual(['sender-proven', 'sender-moved']);
    });
  });
}
