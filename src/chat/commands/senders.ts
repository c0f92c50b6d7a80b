import type { Command } from '../commands.ts';
import { senderRow } from '../views/sender-row.ts';

/** The asker's own senders, and those they own with others. */
export const senders: Command = (deps, { actor }) =>
  deps.transact(async (repos) => {
    const rows = [];
    for (const sender of await repos.senders.listByOwner(actor.id)) rows.push(await senderRow(repos, sender, deps));
    return { type: 'message', view: { view: 'senders', senders: rows } };
  });
