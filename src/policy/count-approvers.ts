import { namedPeople } from './values.ts';
import type { PeopleGroup } from './values.ts';

/**
 * How many approvers there are, and how many of them may decide when `excluded` may not; null when a group is involved, whose members
 * only the directory knows.
 */
export function countApprovers(
  { approvers }: { approvers: readonly PeopleGroup[] },
  excluded: readonly string[] = [],
): { all: number; mayDecide: number } | null {
  const people = namedPeople(approvers);
  if (people === null) return null;
  const left = people.filter((id) => !excluded.some((each) => each.toLowerCase() === id));
  return { all: people.length, mayDecide: left.length };
}
