import type { Policy } from './policy.ts';

/**
 * How many approvers there are, and how many of them may decide when `excluded` may not; null when a group is involved, whose members
 * only the directory knows.
 */
export function countApprovers(
  policy: Pick<Policy, 'approvers'>,
  excluded: readonly string[] = [],
): { all: number; mayDecide: number } | null {
  const people = new Set<string>();
  for (const group of policy.approvers) {
    if (!('people' in group)) return null;
    for (const id of group.people) people.add(id.toLowerCase());
  }
  const left = [...people].filter((id) => !excluded.some((each) => each.toLowerCase() === id));
  return { all: people.size, mayDecide: left.length };
}
