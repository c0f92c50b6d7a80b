import { askAgain, checkApprover, checkManager } from '../approver-check.ts';
import type { Command } from '../commands.ts';
import type { ChatDeps } from '../deps.ts';
import type { Reply } from '../reply.ts';
import { migrationsView } from '../views/migrations.ts';

/** `migrations`, or `migrations 2` for its second page. */
export const migrations: Command = (deps, { actor, conversation }, rest) => {
  // Others read along in a channel.
  if (conversation.kind === 'channel')
    return Promise.resolve(
      notice('Type migrations in your private chat with Sendpass: the list is not for a channel.'),
    );
  return migrationsFor(deps, actor.id, Number.parseInt(rest, 10) || 1);
};

/** The list names every sender and its owners: for approvers and operators. */
export async function migrationsFor(deps: ChatDeps, personId: string, page: number): Promise<Reply> {
  const may = await checkManager(deps, personId);
  if (may === 'unknown') return notice(askAgain);
  if (may === 'no') return notice('Only approvers and operators see who is left. Your own senders: type senders.');
  const isApprover = (await checkApprover(deps, personId)) === 'yes';
  const view = await migrationsView(deps, { page, isApprover });
  return view ? { type: 'message', view } : notice('No mail service that is used here ends, as far as is known.');
}

const notice = (text: string): Reply => ({
  type: 'message',
  view: { view: 'notice', title: 'Migrations', text, tone: 'neutral' },
});
