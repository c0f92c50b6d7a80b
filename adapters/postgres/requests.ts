import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Requests } from '../../src/requests/port-requests.ts';
import type { Decision, MailRequest } from '../../src/requests/request.ts';
import { clean, json } from './rows.ts';
import type { Database, Tx } from './schema.ts';

const rowOf = (request: MailRequest) =>
  clean({
    ...request,
    desired: json(request.desired),
    plan: json(request.plan),
    verdicts: json(request.verdicts),
    editedBy: json(request.editedBy),
    terms: json(request.terms),
    course: json(request.course),
    move: request.move && json(request.move),
    decision: request.decision && json(request.decision),
  });

const requestOf = (row: Selectable<Database['requests']>): MailRequest => ({
  ...row,
  decision: row.decision && decisionOf(row.decision),
});

/** JSON has no dates. The rest is as `rowOf` wrote it. */
const decisionOf = (stored: Record<string, unknown>): Decision => ({
  ...(stored as Decision),
  at: new Date(String(stored['at'])),
});

export const requestsIn = (tx: Tx): Requests => ({
  async get(id) {
    const row = await tx.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst();
    return row && requestOf(row);
  },

  async lock(id) {
    const row = await tx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && requestOf(row);
  },

  async insert(request) {
    await tx.insertInto('requests').values(rowOf(request)).execute();
  },

  async replacePending(request, seenVersion) {
    const { numUpdatedRows } = await tx
      .updateTable('requests')
      .set(rowOf(request))
      .where('id', '=', request.id)
      .where('version', '=', seenVersion)
      .where('state', '=', 'pending')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  async listByState(state, limit) {
    const oldest = tx
      .selectFrom('requests')
      .selectAll()
      .where('state', '=', state)
      .orderBy('submittedAt')
      .orderBy('id');
    return (await oldest.limit(limit).execute()).map(requestOf);
  },

  async pendingFor(senderId) {
    const pending = tx
      .selectFrom('requests')
      .selectAll()
      .where('senderId', '=', senderId)
      .where('state', '=', 'pending');
    const row = await pending.executeTakeFirst();
    return row && requestOf(row);
  },

  async latestMove(senderId) {
    const moves = tx.selectFrom('requests').selectAll().where('senderId', '=', senderId).where('kind', '=', 'migrate');
    const row = await moves.orderBy('submittedAt', 'desc').limit(1).executeTakeFirst();
    return row && requestOf(row);
  },

  countOpen: (personId, now) => countOpen(tx, personId, now),

  listExpired: (now) => listExpired(tx, now),
});

/** What is agreed and held by a freeze waits for nobody. */
async function listExpired(tx: Tx, now: Date): Promise<MailRequest[]> {
  const pending = tx
    .selectFrom('requests')
    .selectAll()
    .where('state', '=', 'pending')
    .where('expiresAt', '<=', now)
    .where(sql<boolean>`course->>'held' is null`);
  return (await pending.orderBy('submittedAt').orderBy('id').execute()).map(requestOf);
}

async function countOpen(tx: Tx, personId: string, now: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sendpass-requests ${personId}`}, 0))`.execute(tx);
  const { open } = await tx
    .selectFrom('requests')
    .select((it) => it.fn.countAll<string>().as('open'))
    .where('state', '=', 'pending')
    .where('submittedBy', '=', personId)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow();
  return Number(open);
}
