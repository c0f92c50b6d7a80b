import { describe, expect, test } from 'vitest';
import type { Store } from '../../../adapters/postgres/open-store.ts';
import type { AccountLink } from '../../../src/people/account-link.ts';
import type { SignInTicket } from '../../../src/people/sign-in-ticket.ts';
import { newId } from '../../../src/shared/ids.ts';
import { at } from '../../support/store-samples.ts';

const link = (over: Partial<AccountLink> = {}): AccountLink => ({
  account: `slack:T1:${newId()}`,
  accountName: 'mara',
  accountEmail: null,
  personId: newId(),
  how: 'sign-in',
  state: 'linked',
  why: null,
  since: at,
  ...over,
});

const ticket = (over: Partial<SignInTicket> = {}): SignInTicket => ({
  tokenHash: newId(),
  purpose: { for: 'step-up', personId: 'p', matter: newId() },
  createdAt: at,
  browserHash: null,
  state: 'new',
  personId: null,
  changedAt: at,
  ...over,
});

export function accountsContract(store: () => Store): void {
  describe('accounts of other platforms', () => {
    test('a link comes back as it was saved last, and with its person’s others the newest first', async () => {
      const first = link();
      const second = link({ personId: first.personId, since: new Date(at.getTime() + 1000) });
      await store().transact(async ({ links }) => {
        await links.save({ ...first, state: 'asked' });
        await links.save(first);
        await links.save(second);
      });
      expect(await store().transact(({ links }) => links.get(first.account))).toEqual(first);
      expect(await store().transact(({ links }) => links.ofPerson(first.personId))).toEqual([second, first]);
      expect(await store().transact(({ links }) => links.get('slack:T1:nobody'))).toBeUndefined();
    });

    test('a ticket is found by token and by browser, and the last one done by person and matter', async () => {
      const user = { teamId: 'T1', userId: 'U1', name: 'a\0b', email: null };
      const forLink = ticket({ purpose: { for: 'link', user }, browserHash: newId() });
      const done = ticket({ state: 'done', personId: 'p' });
      await store().transact(async ({ tickets }) => {
        await tickets.save({ ...forLink, browserHash: null });
        await tickets.save(forLink);
        await tickets.save(done);
        await tickets.save({ ...done, tokenHash: newId(), state: 'refused' });
      });
      const stored = { ...forLink, purpose: { for: 'link', user: { ...user, name: 'a\uFFFDb' } } };
      expect(await store().transact(({ tickets }) => tickets.byToken(forLink.tokenHash))).toEqual(stored);
      expect(await store().transact(({ tickets }) => tickets.byBrowser(forLink.browserHash!))).toEqual(stored);
      const { matter } = done.purpose as { matter: string };
      expect(await store().transact(({ tickets }) => tickets.lastDone('p', matter))).toEqual(done);
      expect(await store().transact(({ tickets }) => tickets.lastDone('q', matter))).toBeUndefined();
    });

    test('of two that take the same ticket at once the second sees what the first made of it', async () => {
      const made = ticket();
      await store().transact(({ tickets }) => tickets.save(made));
      const take = () =>
        store().transact(async ({ tickets }) => {
          const found = await tickets.byToken(made.tokenHash);
          if (found?.state !== 'new') return false;
          await tickets.save({ ...found, state: 'started' });
          return true;
        });
      expect((await Promise.all([take(), take(), take()])).filter(Boolean)).toHaveLength(1);
    });
  });
}
