import { mayDecide } from '../policy/may-decide.ts';
import { withDeadline } from './deadline.ts';
import type { ChatDeps } from './deps.ts';

/** `unknown`: the directory did not answer in time, or may not be read. Then nothing is decided. */
export type Checked = 'yes' | 'no' | 'unknown';

const deadlineMs = 2_000;

/** Is this person in one of the policy's approver groups, now? Looked up at every click, never kept. */
export const checkApprover = (deps: ChatDeps, personId: string): Promise<Checked> =>
  check(deps, deps.policy.approvers, personId);

/** Does this person run Sendpass? Approvers decide; they run nothing. */
export const checkOperator = (deps: ChatDeps, personId: string): Promise<Checked> =>
  check(deps, deps.policy.operators, personId);

/** May this person say where requests go? Approvers and operators. */
export const checkManager = (deps: ChatDeps, personId: string): Promise<Checked> =>
  check(deps, [...deps.policy.approvers, ...deps.policy.operators], personId);

async function check(deps: ChatDeps, groups: ChatDeps['policy']['approvers'], personId: string): Promise<Checked> {
  try {
    const looked = await withDeadline(deps.clock, deadlineMs, () => mayDecide(groups, personId, deps.directory));
    if (!looked.ok) return 'unknown';
    return looked.result ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}

export const askAgain = 'I could not check in time whether you may do this. Nothing was changed: press again.';
