import { sql } from 'kysely';
import type { Senders } from '../../src/senders/port-senders.ts';
import type { Desired, Sender } from '../../src/senders/sender.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { asStoreError } from './errors.ts';
import { routesIn } from './routes.ts';
import { clean, fold, json, pick } from './rows.ts';
import type { Tx } from './schema.ts';

const fields = [
  'id',
  'name',
  'owners',
  'state',
  'desired',
  'desiredHash',
  'generation',
  'requestId',
  'wanted',
  'provenAt',
  'installedAt',
  'revealCount',
  'createdAt',
  'version',
] as const satisfies readonly (keyof Sender)[];

/** Of those relays that have one. */
const smtpUsernameKey = (desired: Desired): string | null =>
  'smtpUsername' in desired && desired.smtpUsername !== null ? fold(desired.smtpUsername) : null;

const rowOf = (sender: Sender) =>
  clean({
    ...pick(sender, fields),
    owners: json(sender.owners),
    desired: json(sender.desired),
    nameKey: fold(sender.name),
    addressKey: fold(`${sender.desired.localPart}@${sender.desired.domain}`),
    smtpUsernameKey: smtpUsernameKey(sender.desired),
  });

export const sendersIn = (tx: Tx): Senders => ({
  get: (id) => tx.selectFrom('senders').select(fields).where('id', '=', id).executeTakeFirst(),

  insert: (sender) =>
    refusable(tx, async () => {
      await tx.insertInto('senders').values(rowOf(sender)).execute();
    }),

  update: (sender) =>
    refusable(tx, async () => {
      const next = { ...sender, version: sender.version + 1 };
      const { numUpdatedRows } = await tx
        .updateTable('senders')
        .set(rowOf(next))
        .where('id', '=', sender.id)
        .where('version', '=', sender.version)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw stale();
      return next;
    }),

  findLiving(by) {
    const living = tx.selectFrom('senders').select(fields).where('living', '=', true);
    if ('name' in by) return living.where('nameKey', '=', fold(by.name)).executeTakeFirst();
    if ('address' in by) return living.where('addressKey', '=', fold(by.address)).executeTakeFirst();
    return living.where('smtpUsernameKey', '=', fold(by.smtpUsername)).executeTakeFirst();
  },

  async claim(by) {
    const key = 'address' in by ? `address ${fold(by.address)}` : `username ${fold(by.smtpUsername)}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sendpass-${key}`}, 0))`.execute(tx);
    return (await sendersIn(tx).findLiving(by)) ?? besideMain(tx, (desired) => key === keyOf(desired, by));
  },

  findByAppId: (appId) => byAppId(tx, appId),

  listByOwner: (personId) =>
    tx
      .selectFrom('senders')
      .select(fields)
      .where(sql<boolean>`owners @> ${json([personId])}::jsonb`)
      .orderBy('createdAt')
      .orderBy('id')
      .execute(),

  async listByState(states) {
    if (states.length === 0) return [];
    const found = tx.selectFrom('senders').select(fields).where('state', 'in', states);
    return found.orderBy('createdAt').orderBy('id').execute();
  },

  async countByState(states) {
    if (states.length === 0) return 0;
    const counted = tx.selectFrom('senders').select((it) => it.fn.countAll().as('count'));
    return Number((await counted.where('state', 'in', states).executeTakeFirst())?.count ?? 0);
  },

  ...routesIn(tx),
});

const keyOf = (desired: Desired, by: object): string =>
  'address' in by
    ? `address ${fold(`${desired.localPart}@${desired.domain}`)}`
    : `username ${smtpUsernameKey(desired) ?? ''}`;

/** By a route that is being moved to, or was moved away from and is not removed yet. */
async function besideMain(tx: Tx, fits: (desired: Desired) => boolean): Promise<Sender | undefined> {
  const routes = tx.selectFrom('routes').select(['senderId', 'desired']).where('role', '<>', 'main');
  const found = (await routes.where('state', '<>', 'removed').execute()).find(({ desired }) => fits(desired));
  if (found === undefined) return undefined;
  return tx.selectFrom('senders').select(fields).where('id', '=', found.senderId).executeTakeFirst();
}

const byAppId = (tx: Tx, appId: string): Promise<Sender | undefined> =>
  tx
    .selectFrom('senders')
    .select(fields)
    .where('id', 'in', (steps) =>
      steps
        .selectFrom('steps')
        .innerJoin('routes', 'routes.id', 'steps.routeId')
        .select('routes.senderId')
        .where('steps.kind', '=', 'application')
        .where(sql<boolean>`lower(steps.facts ->> 'appId') = ${appId.toLowerCase()}`),
    )
    .executeTakeFirst();

/** A refused statement must not spoil the transaction: the use case turns the conflict into an outcome and goes on. */
async function refusable<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint refusable`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint refusable`.execute(tx);
    return result;
  } catch (thrown) {
    await sql`rollback to savepoint refusable`.execute(tx);
    throw asStoreError(thrown);
  }
}

const stale = (): SendpassError =>
  new SendpassError({
    code: 'stale-version',
    kind: 'conflict',
    advice: 'Somebody else changed this sender a moment ago. Look at it again.',
  });
