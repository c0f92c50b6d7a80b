import type { SignInTicket, SignInTickets } from '../../src/people/sign-in-ticket.ts';
import { clean, json } from './rows.ts';
import type { Tx } from './schema.ts';

/** `for update`: of two browsers that bring the same token or cookie at once the second sees what the first made of it. */
export const signInTicketsIn = (tx: Tx): SignInTickets => ({
  byToken: async (hash) =>
    ticketOf(
      await tx.selectFrom('signInTickets').selectAll().where('tokenHash', '=', hash).forUpdate().executeTakeFirst(),
    ),

  byBrowser: async (hash) =>
    ticketOf(
      await tx.selectFrom('signInTickets').selectAll().where('browserHash', '=', hash).forUpdate().executeTakeFirst(),
    ),

  async save({ tokenHash, purpose, createdAt, browserHash, state, personId, changedAt }) {
    const matter = purpose.for === 'step-up' ? purpose.matter : null;
    const row = { tokenHash, createdAt, browserHash, state, personId, changedAt, matter };
    const whole = { ...clean(row), purpose: json(purpose) };
    await tx
      .insertInto('signInTickets')
      .values(whole)
      .onConflict((it) => it.column('tokenHash').doUpdateSet(whole))
      .execute();
  },

  lastDone: async (personId, matter) =>
    ticketOf(
      await tx
        .selectFrom('signInTickets')
        .selectAll()
        .where('personId', '=', personId)
        .where('matter', '=', matter)
        .where('state', '=', 'done')
        .orderBy('changedAt', 'desc')
        .executeTakeFirst(),
    ),

  async forgetBefore(at) {
    await tx.deleteFrom('signInTickets').where('createdAt', '<', at).execute();
  },
});

function ticketOf(row: (SignInTicket & { matter: string | null }) | undefined): SignInTicket | undefined {
  if (!row) return undefined;
  const { matter: _matter, ...ticket } = row;
  return ticket;
}
