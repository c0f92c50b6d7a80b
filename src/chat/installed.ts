import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import { refreshSender } from './refresh-cards.ts';
import type { Reply } from './reply.ts';

/** The app was added: a short welcome, and the private cards that could not be delivered before. */
export async function installed(deps: ChatDeps, { actor, conversation }: Interaction): Promise<Reply> {
  if (conversation.kind === 'personal')
    await deps.transact(async (repos) => {
      for (const sender of await repos.senders.listByOwner(actor.id)) await refreshSender(repos, sender.id);
    });
  return { type: 'message', view: { view: 'welcome', name: deps.productName, place: conversation.kind } };
}
