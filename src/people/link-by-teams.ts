import { Duration } from 'luxon';
import type { Audit } from '../audit/port-audit.ts';
import { accountKey, accountOf } from './account-link.ts';
import type { AccountLink } from './account-link.ts';
import { linkNow } from './link-now.ts';
import type { AccountLinks } from './port-account-links.ts';
import type { SlackUser } from './slack-user.ts';

type Repos = { links: AccountLinks; audit: Audit };

/** A question nobody answered proves nothing later. */
const goodFor = Duration.fromISO('P1D').toMillis();

/**
 * Asks the person whose address the account has, in their Teams chat, whether it is theirs. The address only says whom to ask. Undefined when
 * the person said no before: who was refused does not ask again and again.
 */
export async function askInTeams(
  repos: Repos,
  { user, personId }: { user: SlackUser; personId: string },
  now: Date,
): Promise<AccountLink | undefined> {
  const account = accountKey(user);
  const known = await repos.links.get(account);
  if (known?.why === 'not-mine' && known.personId === personId) return undefined;
  const link: AccountLink = {
    account,
    accountName: user.name,
    accountEmail: user.email,
    personId,
    how: 'teams',
    state: 'asked',
    why: null,
    since: now,
  };
  await repos.links.save(link);
  const data = { person: personId };
  await repos.audit.append({ type: 'account-link-asked', actor: 'sendpass', subject: `account:${account}`, data });
  return link;
}

/** The person's yes in Teams. A string says why it changed nothing. */
export async function confirmInTeams(
  repos: Repos,
  { account, personId }: { account: string; personId: string },
  now: Date,
): Promise<AccountLink | string> {
  const known = await repos.links.get(account);
  if (known === undefined || known.personId !== personId) return 'This question was not for you. Nothing was changed.';
  if (known.state === 'linked') return 'This account is linked already.';
  if (known.state !== 'asked') return 'This question is over. Start anew from Slack. Nothing was changed.';
  if (now.getTime() - known.since.getTime() > goodFor)
    return 'This question is older than a day. Start anew from Slack. Nothing was changed.';
  const user = { ...accountOf(known), name: known.accountName, email: known.accountEmail };
  return linkNow(repos, { user, personId, how: 'teams' }, now);
}
