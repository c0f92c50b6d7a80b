import { membersOf } from '../policy/members-of.ts';
import { seeApprovers } from '../policy/see-approver.ts';
import { everyApprover } from './approval-clock.ts';
import type { ChatDeps } from './deps.ts';

/** Job: who is an approver now, so that a new one's time runs from about when they became one, not from their first click. */
export async function lookAtApprovers(deps: ChatDeps): Promise<void> {
  const seen = await membersOf(everyApprover(deps.policy), deps.directory);
  await deps.transact((repos) => seeApprovers(repos, seen, deps));
}
