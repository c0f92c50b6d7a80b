import type { People } from '../people/port-people.ts';

type WithPeople = { people: People };

/** A person's name for a card; what nobody has met yet keeps a readable stand-in, never an id. */
export const nameOf = async ({ people }: WithPeople, personId: string): Promise<string> =>
  personId === 'sendpass' ? 'Sendpass' : ((await people.get(personId))?.name ?? 'somebody Sendpass has not met');

export async function namesOf(repos: WithPeople, personIds: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const id of personIds) names.push(await nameOf(repos, id));
  return names;
}
