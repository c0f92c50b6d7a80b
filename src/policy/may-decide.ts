import type { Directory } from '../people/port-directory.ts';
import type { PeopleGroup } from './policy.ts';

/**
 * Is this person in one of the groups, now? Static lists answer without the directory. Groups of Slack never answer yes here: their
 * members are not Entra people. Throws what the directory threw when no group said yes and one could not be asked: not knowing is not no,
 * and nothing is decided on it. Asked before the transaction; the caller gives it a deadline.
 */
export async function mayDecide(
  groups: readonly PeopleGroup[],
  personId: string,
  directory: Pick<Directory, 'isMember'>,
): Promise<boolean> {
  const id = personId.toLowerCase();
  if (groups.some((group) => 'people' in group && group.people.some((each) => each.toLowerCase() === id))) return true;
  const asked = await Promise.allSettled(
    groups.flatMap((group) => ('entraGroup' in group ? [directory.isMember(personId, group.entraGroup)] : [])),
  );
  if (asked.some((each) => each.status === 'fulfilled' && each.value)) return true;
  for (const each of asked) if (each.status === 'rejected') throw each.reason;
  return false;
}
