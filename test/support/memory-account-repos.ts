import type { Repos } from '../../src/chat/repos.ts';
import type { AccountLink } from '../../src/people/account-link.ts';
import type { SignInTicket } from '../../src/people/sign-in-ticket.ts';
import { copy } from './copy.ts';

export const accountTables = () => ({
  links: new Map<string, AccountLink>(),
  tickets: new Map<string, SignInTicket>(),
});

type Held = { tables: ReturnType<typeof accountTables> };

export function accountRepos(held: Held): Pick<Repos, 'links' | 'tickets'> {
  const tickets = () => [...held.tables.tickets.values()];
  const newest = (a: { changedAt: Date }, b: { changedAt: Date }) => b.changedAt.getTime() - a.changedAt.getTime();
  return {
    links: {
      get: async (account) => copy(held.tables.links.get(account)),
      ofPerson: async (personId) =>
        copy(
          [...held.tables.links.values()]
            .filter((each) => each.personId === personId)
            .toSorted((a, b) => b.since.getTime() - a.since.getTime()),
        ),
      save: async (link) => void held.tables.links.set(link.account, copy(link)),
    },
    tickets: {
      byToken: async (hash) => copy(held.tables.tickets.get(hash)),
      byBrowser: async (hash) => copy(tickets().find((each) => each.browserHash === hash)),
      save: async (ticket) => void held.tables.tickets.set(ticket.tokenHash, copy(ticket)),
      lastDone: async (personId, matter) =>
        copy(
          tickets()
            .filter(({ purpose, state, personId: by }) => {
              return purpose.for === 'step-up' && purpose.matter === matter && state === 'done' && by === personId;
            })
            .toSorted(newest)[0],
        ),
      async forgetBefore(at) {
        for (const { tokenHash, createdAt } of tickets()) if (createdAt < at) held.tables.tickets.delete(tokenHash);
      },
    },
  };
}
