import type { Audit } from '../audit/port-audit.ts';
import { accountKey } from './account-link.ts';
import type { AccountLink } from './account-link.ts';
import type { AccountLinks } from './port-account-links.ts';
import type { SlackUser } from './slack-user.ts';

type Wish = { user: SlackUser; personId: string; how: AccountLink['how'] };

/**
 * From now on this account is this person. Another account of the same workspace that was theirs is theirs no more: a person has one, and the
 * older one may have been given away. Linking again the same two keeps the time since when they are linked.
 */
export async function linkNow(
  repos: { links: AccountLinks; audit: Audit },
  { user, personId, how }: Wish,
  now: Date,
): Promise<AccountLink> {
  const account = accountKey(user);
  const known = await repos.links.get(account);
  for (const other of await repos.links.ofPerson(personId))
    if (other.state === 'linked' && other.account !== account && sameWorkspace(other.account, account))
      await repos.links.save({ ...other, state: 'ended', why: 'taken-back', since: now });
  const isSame = known?.state === 'linked' && known.personId === personId;
  const link: AccountLink = {
    account,
    accountName: user.name,
    accountEmail: user.email,
    personId,
    how,
    state: 'linked',
    why: null,
    since: isSame ? known.since : now,
  };
  await repos.links.save(link);
  await repos.audit.append({
    type: 'account-linked',
    actor: personId,
    subject: `account:${account}`,
    data: { person: personId, how, before: known ? { person: known.personId, state: known.state } : null },
  });
  return link;
}

const sameWorkspace = (one: string, other: string): boolean => one.split(':')[1] === other.split(':')[1];
