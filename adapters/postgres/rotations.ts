import type { Senders } from '../../src/senders/port-senders.ts';
import type { Rotation, Stop } from '../../src/senders/rotation.ts';
import { clean, json, pick } from './rows.ts';
import type { Tx } from './schema.ts';

const rotationFields = [
  'id',
  'senderId',
  'routeId',
  'credentialId',
  'removes',
  'oldFirst',
  'state',
  'startedBy',
  'startedAt',
  'provenAt',
  'removeAfter',
  'keysGoneAt',
  'intendedAt',
  'reason',
  'reasonCode',
] as const satisfies readonly (keyof Rotation)[];

const stopFields = [
  'id',
  'senderId',
  'by',
  'at',
  'state',
  'refusedAt',
  'reason',
  'reasonCode',
] as const satisfies readonly (keyof Stop)[];

/** What is under way with a sender's secrets. */
export const rotationsIn = (tx: Tx): Pick<Senders, 'rotation' | 'saveRotation' | 'stop' | 'saveStop'> => ({
  rotation: (senderId) =>
    tx
      .selectFrom('rotations')
      .select(rotationFields)
      .where('senderId', '=', senderId)
      .where('state', 'not in', ['done', 'cancelled'])
      .executeTakeFirst(),

  async saveRotation(rotation) {
    const row = clean({ ...pick(rotation, rotationFields), removes: json(rotation.removes) });
    await tx
      .insertInto('rotations')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },

  stop: (senderId) =>
    tx
      .selectFrom('stops')
      .select(stopFields)
      .where('senderId', '=', senderId)
      .where('state', '<>', 'over')
      .executeTakeFirst(),

  async saveStop(stop) {
    const row = clean(pick(stop, stopFields));
    await tx
      .insertInto('stops')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },
});
