import type { Transact } from '../shared/port-transaction.ts';
import { accountOf } from './account-link.ts';
import type { AccountLinks } from './port-account-links.ts';
import type { People } from './port-people.ts';
import type { SlackAccountOf } from './port-person-of.ts';

type Repos = { links: AccountLinks; people: People };

/** By the person's link; by the address they are known by only where the operator vouches for the workspace. */
export function createLinkedAccountOf<All extends Repos>(deps: {
  transact: Transact<All>;
  ssoManaged: boolean;
}): SlackAccountOf {
  return (personId) =>
    deps.transact(async ({ links, people }) => {
      const link = (await links.ofPerson(personId)).find((each) => each.state === 'linked');
      if (link) return { userId: accountOf(link).userId };
      const email = deps.ssoManaged ? (await people.get(personId))?.email : null;
      return email === null || email === undefined ? null : { email };
    });
}
