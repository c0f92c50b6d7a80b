import { askAgain, checkManager, checkOperator } from './approver-check.ts';
import type { Checked } from './approver-check.ts';
import type { ChatDeps } from './deps.ts';

/** May this person have a new secret made beside the old one: an owner, or an operator. Else the sentence to show. */
export const mayRotate = (deps: ChatDeps, senderId: string, personId: string): Promise<true | string> =>
  ownerOr(deps, { senderId, personId }, checkOperator, 'Only its owners and operators can do that.');

/** May this person stop it: an owner, an approver or an operator. Else the sentence to show. */
export const mayStop = (deps: ChatDeps, senderId: string, personId: string): Promise<true | string> =>
  ownerOr(deps, { senderId, personId }, checkManager, 'Only its owners, approvers and operators can stop it.');

async function ownerOr(
  deps: ChatDeps,
  { senderId, personId }: { senderId: string; personId: string },
  check: (deps: ChatDeps, personId: string) => Promise<Checked>,
  refused: string,
): Promise<true | string> {
  const sender = await deps.transact((repos) => repos.senders.get(senderId));
  if (!sender) return 'What this card was about is not there any more. Nothing was changed.';
  if (sender.owners.includes(personId)) return true;
  const checked = await check(deps, personId);
  if (checked === 'unknown') return askAgain;
  return checked === 'yes' || refused;
}
