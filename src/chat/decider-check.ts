import { mayDecide } from '../policy/may-decide.ts';
import type { PeopleGroup } from '../policy/policy.ts';
import { decidersOf, stagesOf } from '../requests/course.ts';
import { withDeadline } from './deadline.ts';
import type { ChatDeps } from './deps.ts';

const deadlineMs = 2_000;

/**
 * The stages of this request whose people the person is among, now; none = not an approver of it. `unknown`: the directory did not answer in
 * time, or may not be read. Then nothing is decided. Looked up at every click, never kept.
 */
export async function checkDecider(deps: ChatDeps, requestId: string, personId: string): Promise<number[] | 'unknown'> {
  const request = await deps.transact((repos) => repos.requests.get(requestId));
  if (!request) return [];
  const stages = stagesOf(request, deps.policy.approvers).map((stage) => decidersOf(request, stage));
  // Most stages have the same people: each set is asked for once.
  const answers = new Map<string, Promise<boolean>>();
  const isAmong = (groups: PeopleGroup[]): Promise<boolean> => {
    const key = JSON.stringify(groups);
    const answer = answers.get(key) ?? mayDecide(groups, personId, deps.directory);
    answers.set(key, answer);
    return answer;
  };
  try {
    const looked = await withDeadline(deps.clock, deadlineMs, () => Promise.all(stages.map(isAmong)));
    return looked.ok ? looked.result.flatMap((yes, no) => (yes ? [no] : [])) : 'unknown';
  } catch {
    return 'unknown';
  }
}
