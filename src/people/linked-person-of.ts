import type { Audit } from '../audit/port-audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Transact } from '../shared/port-transaction.ts';
import { accountKey } from './account-link.ts';
import type { AccountLink } from './account-link.ts';
import { linkNow } from './link-now.ts';
import type { AccountLinks } from './port-account-links.ts';
import type { DirectoryPeople, DirectoryPerson } from './port-directory-people.ts';
import type { FoundPerson, PersonOf } from './port-person-of.ts';
import type { SlackUser } from './slack-user.ts';
import { suspendLink } from './suspend-link.ts';

type Repos = { links: AccountLinks; audit: Audit };

type Deps<All extends Repos> = {
  transact: Transact<All>;
  directory: DirectoryPeople;
  tenantId: string;
  /** The operator's word that every account of the workspace signs in through this tenant. */
  ssoManaged: boolean;
  clock: Pick<Clock, 'now'>;
  /** Both sides are told. */
  changed: (repos: All, link: AccountLink) => Promise<void>;
};

/**
 * The one place that says which person a Slack user is: by a link that person made, or by e-mail where the operator vouches for it. A link
 * holds only while the address stays what it was and the person may sign in: an account that was given to somebody else is not that person.
 */
export function createLinkedPersonOf<All extends Repos>(deps: Deps<All>): PersonOf {
  return async (user) => {
    const link = await deps.transact((repos) => repos.links.get(accountKey(user)));
    if (link?.state === 'linked') return personOf(deps, user, link);
    if (link?.state === 'suspended') return suspended;
    if (deps.ssoManaged && user.email !== null && link?.state !== 'ended') return linkByEmail(deps, user, user.email);
    return link?.state === 'asked' ? asked : notLinked;
  };
}

async function personOf<All extends Repos>(deps: Deps<All>, user: SlackUser, link: AccountLink): Promise<FoundPerson> {
  // Without a look at the address there is no proof that it changed; Slack tells it wherever it once did.
  if (!sameAddress(link.accountEmail, user.email)) return suspend(deps, link, 'email-changed');
  const person = await deps.directory.byId(link.personId);
  if (!person || !person.enabled || person.guest) return suspend(deps, link, 'person-gone');
  return { ok: true, person: asPerson(person, deps.tenantId) };
}

async function linkByEmail<All extends Repos>(deps: Deps<All>, user: SlackUser, email: string): Promise<FoundPerson> {
  const person = await deps.directory.byEmail(email);
  if (!person || !person.enabled || person.guest) return unknownAddress(email);
  await deps.transact(async (repos) => {
    const link = await linkNow(repos, { user, personId: person.objectId, how: 'sso' }, deps.clock.now());
    await deps.changed(repos, link);
  });
  return { ok: true, person: asPerson(person, deps.tenantId) };
}

async function suspend<All extends Repos>(
  { transact, clock, changed }: Deps<All>,
  link: AccountLink,
  why: 'email-changed' | 'person-gone',
): Promise<FoundPerson> {
  await transact(async (repos) => {
    const now = await suspendLink(repos, { account: link.account, why }, clock.now());
    if (now) await changed(repos, now);
  });
  return suspended;
}

const asPerson = ({ objectId, name, email }: DirectoryPerson, tenantId: string) => {
  const id = objectId.toLowerCase();
  return { id, entraObjectId: id, tenantId: tenantId.toLowerCase(), name, email };
};

const sameAddress = (one: string | null, other: string | null): boolean =>
  (one ?? '').toLowerCase() === (other ?? '').toLowerCase();

const notLinked: FoundPerson = {
  ok: false,
  why: 'not-linked',
  say: 'Sendpass does not know yet who you are in your organisation: your Slack account is not linked to it. Nothing was done.',
};

const asked: FoundPerson = {
  ok: false,
  why: 'not-linked',
  say: 'Your private chat with Sendpass in Teams asks whether this Slack account is yours. Answer there; nothing was done until then.',
};

const suspended: FoundPerson = {
  ok: false,
  why: 'suspended',
  say: 'The link between your Slack account and your organisation is suspended, because one of the two changed. Link it again; nothing was done.',
};

const unknownAddress = (email: string): FoundPerson => ({
  ok: false,
  why: 'not-linked',
  say: `Nobody in your organisation’s directory signs in as ${email}, the address of your Slack account. Nothing was done. Ask IT.`,
});
