import type { Directory } from '../people/port-directory.ts';
import type { PeopleGroup } from './values.ts';

/**
 * Who is in these groups now, each once. `complete` false: some group could not be read, or is one of another platform, and there may be more. Never
 * throws: whoever asks goes on with those it got.
 */
export async function membersOf(
  groups: readonly PeopleGroup[],
  directory: Pick<Directory, 'members'>,
): Promise<{ people: string[]; complete: boolean }> {
  const people = new Set<string>();
  let complete = true;
  for (const group of groups) {
    if ('people' in group) for (const id of group.people) people.add(id.toLowerCase());
    else if ('entraGroup' in group) {
      const members = await directory.members(group.entraGroup).catch(() => null);
      for (const id of members ?? []) people.add(id.toLowerCase());
      complete &&= members !== null;
    } else complete = false;
  }
  return { people: [...people], complete };
}
