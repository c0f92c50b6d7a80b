import { sql } from 'kysely';
import type { Senders } from '../../src/senders/port-senders.ts';
import type { Credential, Step } from '../../src/senders/sender.ts';
import { rotationsIn } from './rotations.ts';
import { clean, json, pick } from './rows.ts';
import type { Tx } from './schema.ts';

const stepFields = [
  'routeId',
  'kind',
  'name',
  'state',
  'externalId',
  'facts',
  'reason',
  'reasonCode',
  'intendedAt',
  'doneAt',
  'tookMs',
] as const satisfies readonly (keyof Step)[];

const credentialFields = [
  'id',
  'routeId',
  'no',
  'operationId',
  'keyId',
  'vaultName',
  'vaultVersion',
  'endsAt',
  'state',
  'placesDone',
] as const satisfies readonly (keyof Credential)[];

type Routes = Pick<
  Senders,
  | 'route'
  | 'routes'
  | 'saveRoute'
  | 'steps'
  | 'step'
  | 'saveStep'
  | 'credentials'
  | 'saveCredential'
  | 'rotation'
  | 'saveRotation'
  | 'stop'
  | 'saveStop'
>;

/** What hangs on a sender's route. */
export const routesIn = (tx: Tx): Routes => ({
  ...rotationsIn(tx),

  route: (senderId) =>
    tx.selectFrom('routes').selectAll().where('senderId', '=', senderId).where('role', '=', 'main').executeTakeFirst(),

  routes: (senderId) =>
    tx
      .selectFrom('routes')
      .selectAll()
      .where('senderId', '=', senderId)
      .where((is) => is.or([is('role', '=', 'main'), is('state', '<>', 'removed')]))
      .orderBy(sql`role <> 'main'`)
      .orderBy('generation')
      .execute(),

  async saveRoute({ id, senderId, relay, generation, state, desired, requestId, role }) {
    const row = clean({ id, senderId, relay, generation, state, desired: json(desired), requestId, role });
    await tx
      .insertInto('routes')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },

  steps: (routeId) =>
    tx.selectFrom('steps').select(stepFields).where('routeId', '=', routeId).orderBy('position').execute(),

  step: (routeId, kind) =>
    tx
      .selectFrom('steps')
      .select(stepFields)
      .where('routeId', '=', routeId)
      .where('kind', '=', kind)
      .executeTakeFirst(),

  async saveStep(step) {
    const row = clean({ ...pick(step, stepFields), facts: json(step.facts) });
    await tx
      .insertInto('steps')
      .values(row)
      .onConflict((it) => it.columns(['routeId', 'kind']).doUpdateSet(row))
      .execute();
  },

  credentials: (routeId) =>
    tx.selectFrom('credentials').select(credentialFields).where('routeId', '=', routeId).orderBy('no').execute(),

  async saveCredential(credential) {
    const row = { ...pick(credential, credentialFields), placesDone: json(credential.placesDone) };
    await tx
      .insertInto('credentials')
      .values(row)
      .onConflict((it) => it.column('id').doUpdateSet(row))
      .execute();
  },
});
