import { describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import type { Rotation, Stop } from '../../../src/senders/rotation.ts';
import { newId } from '../../../src/shared/ids.ts';
import { at, route, sender } from '../../support/store-samples.ts';

export function rotationsContract(store: () => Store): void {
  describe('rotations and stops', () => {
    test('one rotation of a sender is open; it comes back as it was, and another begins once it has ended', async () => {
      const one = sender();
      const its = route(one.id);
      const row: Rotation = {
        id: newId(),
        senderId: one.id,
        routeId: its.id,
        credentialId: newId(),
        removes: ['a', 'b'],
        oldFirst: true,
        state: 'overlap',
        startedBy: 'ann',
        startedAt: at,
        provenAt: at,
        removeAfter: 'P7D',
        keysGoneAt: null,
        intendedAt: at,
        reason: 'waits',
        reasonCode: 'replicating',
      };
      await store().transact(async ({ senders }) => {
        await senders.insert(one);
        await senders.saveRoute(its);
        await senders.saveRotation(row);
        expect(await senders.rotation(one.id)).toEqual(row);
      });
      const second = store().transact(({ senders }) => senders.saveRotation({ ...row, id: newId() }));
      await expect(second).rejects.toMatchObject({ code: 'rotation-open', kind: 'conflict' });
      await store().transact(async ({ senders }) => {
        await senders.saveRotation({ ...row, state: 'done' });
        expect(await senders.rotation(one.id)).toBeUndefined();
        await senders.saveRotation({ ...row, id: newId(), state: 'issuing' });
        expect(await senders.rotation(one.id)).toMatchObject({ state: 'issuing' });
      });
    });

    test('one stop of a sender is in force until it is over', async () => {
      const one = sender();
      const row: Stop = {
        id: newId(),
        senderId: one.id,
        by: 'ann',
        at,
        state: 'refused',
        refusedAt: at,
        reason: null,
        reasonCode: null,
      };
      await store().transact(async ({ senders }) => {
        await senders.insert(one);
        await senders.saveStop(row);
        expect(await senders.stop(one.id)).toEqual(row);
        await senders.saveStop({ ...row, state: 'over' });
        expect(await senders.stop(one.id)).toBeUndefined();
      });
    });
  });
}
