import type { Person } from '../people/person.ts';
import { checkApprover } from './approver-check.ts';
import { waitingRows } from './commands/approvals.ts';
import { senderRows } from './commands/senders.ts';
import type { ChatDeps } from './deps.ts';
import { approvalsChannel } from './destinations.ts';
import { typedBefore } from './typed.ts';
import type { View } from './view.ts';

/** A person's own page on platforms that have one: from stored state, nothing is changed. */
export async function homeView(deps: ChatDeps, actor: Person): Promise<View> {
  // Not known right now is shown as nobody who decides: the channel's cards are there all the same.
  const isApprover = (await checkApprover(deps, actor.id)) === 'yes';
  return deps.transact(async (repos) => ({
    view: 'home',
    name: deps.productName,
    senders: await senderRows(repos, actor.id, deps),
    waits: isApprover ? await waitingRows(repos, actor.id) : null,
    channel: (await approvalsChannel(repos))?.name ?? null,
    typed: typedBefore.slack,
  }));
}
