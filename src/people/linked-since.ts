import type { Platform } from './person.ts';
import type { AccountLinks } from './port-account-links.ts';

/**
 * Since when this person's account of that platform speaks for them; null for Teams, where a person is who signed in to the organisation. With several
 * workspaces it is the link that was made last: which one they came by is not known here, so it errs towards waiting.
 */
export async function linkedSince(
  { links }: { links: Pick<AccountLinks, 'ofPerson'> },
  personId: string,
  platform: Platform,
): Promise<Date | null> {
  if (platform === 'teams') return null;
  const linked = (await links.ofPerson(personId)).filter(
    (each) => each.state === 'linked' && each.account.startsWith(`${platform}:`),
  );
  return linked.reduce<Date | null>((last, { since }) => (last === null || since > last ? since : last), null);
}
