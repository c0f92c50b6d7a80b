import type { ChatDeps } from './deps.ts';
import { approvalsChannel, sameTeam } from './destinations.ts';
import type { Interaction } from './interaction.ts';
import { refreshSender, refreshWaiting } from './refresh-cards.ts';
import type { Reply } from './reply.ts';

/**
 * The app was added: a short welcome, and the cards that could not be delivered before. Teams may name another channel of the team than
 * the one for approvals, so that one counts as back too: if it is not, the next card finds out.
 */
export async function installed(deps: ChatDeps, { actor, conversation }: Interaction): Promise<Reply> {
  if (conversation.kind === 'personal')
    await deps.transact(async (repos) => {
      for (const sender of await repos.senders.listByOwner(actor.id)) await refreshSender(repos, sender.id);
    });
  else
    await deps.transact(async (repos) => {
      const channel = await approvalsChannel(repos);
      if (!channel || sameTeam(channel, await repos.conversations.get(conversation.id)) === 'no') return;
      await repos.conversations.setState(channel.id, 'ok');
      await refreshWaiting(repos);
    });
  return { type: 'message', view: { view: 'welcome', name: deps.productName, place: conversation.kind } };
}
