import type { Command } from '../commands.ts';
import type { ViewDeps } from '../deps.ts';
import type { Repos } from '../repos.ts';
import type { SenderRow } from '../view.ts';
import { senderRow } from '../views/sender-row.ts';

/** The asker's own senders, and those they own with others. */
export const senders: Command = (deps, { actor }) =>
  deps.transact(async (repos) => ({
    type: 'message',
    view: { view: 'senders', senders: await senderRows(repos, actor.id, deps) },
  }));

/** Those a person owns, alone or with others. */
export async function senderRows(
  repos: Pick<Repos, 'senders' | 'requests' | 'people'>,
  personId: string,
  deps: Pick<ViewDeps, 'policy'>,
): Promise<SenderRow[]> {
  const rows: SenderRow[] = [];
  for (const sender of await repos.senders.listByOwner(personId)) rows.push(await senderRow(repos, sender, deps));
  return rows;
}
