import type { Audit } from '../audit/port-audit.ts';
import type { AccountLink, LinkWhy } from './account-link.ts';
import type { AccountLinks } from './port-account-links.ts';

type Repos = { links: AccountLinks; audit: Audit };

/** The account speaks for nobody until it is linked anew. Undefined when it did not before. */
export async function suspendLink(
  repos: Repos,
  { account, why }: { account: string; why: LinkWhy },
  now: Date,
): Promise<AccountLink | undefined> {
  const known = await repos.links.get(account);
  if (known?.state !== 'linked') return undefined;
  const link: AccountLink = { ...known, state: 'suspended', why, since: now };
  await repos.links.save(link);
  const data = { person: known.personId, why };
  await repos.audit.append({ type: 'account-link-suspended', actor: 'sendpass', subject: `account:${account}`, data });
  return link;
}

/** The person takes the link back, or says that it never was theirs. Undefined when it is not theirs to end. */
export async function endLink(
  repos: Repos,
  { account, personId, why }: { account: string; personId: string; why: 'not-mine' | 'taken-back' },
  now: Date,
): Promise<AccountLink | undefined> {
  const known = await repos.links.get(account);
  if (known === undefined || known.personId !== personId || known.state === 'ended') return undefined;
  const link: AccountLink = { ...known, state: 'ended', why, since: now };
  await repos.links.save(link);
  const data = { person: personId, why };
  await repos.audit.append({ type: 'account-unlinked', actor: personId, subject: `account:${account}`, data });
  return link;
}
