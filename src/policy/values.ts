import { z } from 'zod';
import { Duration } from 'luxon';

/** ISO 8601, longer than nothing; seconds are fine, so that a week can be played in a minute. */
export const duration = z
  .string()
  .refine((text) => lastsMs(text) > 0, 'must be an ISO 8601 duration such as P6M or PT30S, longer than nothing');

/** The same, and `PT0S` for "not at all". */
export const durationOrNone = z
  .string()
  .refine((text) => lastsMs(text) >= 0, 'must be an ISO 8601 duration such as PT24H, or PT0S for none');

/** Luxon takes negative ones too: they would make every request expire at once. NaN where it is none. */
const lastsMs = (text: string): number => Duration.fromISO(text).toMillis();

/** Who somebody is, as the policy names people. */
export const group = z.union([
  z.strictObject({ entraGroup: z.guid() }),
  z.strictObject({ slackGroup: z.string().min(1) }),
  z.strictObject({ people: z.array(z.guid()).min(1) }),
]);

export const groups = z.array(group).min(1);

export type PeopleGroup = z.infer<typeof group>;

/** The people named one by one, each once, in small letters; null where a group is among them, whose members only a directory knows. */
export function namedPeople(all: readonly PeopleGroup[]): string[] | null {
  const people = new Set<string>();
  for (const each of all) {
    if (!('people' in each)) return null;
    for (const id of each.people) people.add(id.toLowerCase());
  }
  return [...people];
}
