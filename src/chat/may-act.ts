import { askAgain, checkApprover } from './approver-check.ts';
import type { ChatDeps } from './deps.ts';
import type { Repos } from './repos.ts';

/** May this person cancel or retire the sender: an owner, or an approver. Else the sentence to show. */
export async function mayAct(deps: ChatDeps, senderId: string, personId: string): Promise<true | string> {
  const sender = await deps.transact((repos: Pick<Repos, 'senders'>) => repos.senders.get(senderId));
  if (!sender) return 'What this card was about is not there any more. Nothing was changed.';
  if (sender.owners.includes(personId)) return true;
  const isApprover = await checkApprover(deps, personId);
  if (isApprover === 'unknown') return askAgain;
  return isApprover === 'yes' || 'Only its owners and approvers can do that.';
}
