import { beforeEach, expect, test } from 'vitest';
import { createAnswerStranger } from '../../../src/chat/answer-stranger.ts';
import { refreshLink } from '../../../src/chat/refresh-links.ts';
import { createLinkedPersonOf } from '../../../src/people/linked-person-of.ts';
import type { DirectoryPeople } from '../../../src/people/port-directory-people.ts';
import { approver, createRoom, owner, stranger } from './fixtures.ts';

// An account of another platform becomes a person by that person's yes in Teams, or by the operator's word, and by nothing else.

const user = { teamId: 'T1', userId: 'U1', name: 'own', email: 'owner@contoso.com' };
const account = 'slack:T1:U1';
let room: ReturnType<typeof createRoom>;
let enabled: boolean;
let guest: boolean;
const directory: DirectoryPeople = {
  byId: async (id) => {
    const found = [owner, approver, stranger].find((each) => each.id === id);
    return found && { objectId: found.id, name: found.name, email: found.email, enabled, guest };
  },
  byEmail: async (email) => (email === owner.email ? directory.byId(owner.id) : undefined),
};
beforeEach(() => {
  room = createRoom();
  [enabled, guest] = [true, false];
});

const answer = (action?: string, who = user) =>
  createAnswerStranger({ ...room.deps, people: directory, signInAt: null })({
    user: who,
    say: 'not linked',
    ...(action === undefined ? {} : { action }),
  });
const personOf = (ssoManaged = false) =>
  createLinkedPersonOf({ ...room.deps, directory, ssoManaged, changed: refreshLink });
const shown = () => room.at('chat-1').at(-1)?.view;

test('the person is asked in Teams with both names; a yes links, and the card then offers to take it back', async () => {
  expect(await answer()).toMatchObject({ view: { view: 'link-needed', byEntra: false, byTeams: true } });
  await answer('link-in-teams');
  await room.work();
  expect(shown()).toMatchObject({ view: 'link', state: 'asked', accountName: 'own', accountEmail: owner.email });
  expect(await personOf()(user)).toMatchObject({ ok: false, why: 'not-linked' });
  await room.click(owner, 'link-confirm', { account });
  await room.work();
  expect(shown()).toMatchObject({ view: 'link', state: 'linked', personName: expect.any(String) });
  expect(await personOf()(user)).toMatchObject({ ok: true, person: { id: owner.id } });
  await room.click(owner, 'link-end', { account });
  await room.work();
  expect(shown()).toMatchObject({ view: 'link', state: 'ended' });
  expect(await personOf()(user)).toMatchObject({ ok: false });
  expect(room.stored.audit.map(({ type }) => type)).toEqual([
    'account-link-asked',
    'account-linked',
    'account-unlinked',
  ]);
});

test('only the person who was asked can say yes or no, and only within a day', async () => {
  await answer('link-in-teams');
  expect(await room.click(stranger, 'link-confirm', { account })).toMatchObject({
    text: expect.stringMatching(/not for you/),
  });
  expect(await room.click(stranger, 'link-end', { account })).toMatchObject({
    text: expect.stringMatching(/not linked to you/),
  });
  room.clock.at += 25 * 3_600_000;
  expect(await room.click(owner, 'link-confirm', { account })).toMatchObject({
    text: expect.stringMatching(/older than a day/),
  });
  expect(await personOf()(user)).toMatchObject({ ok: false });
});

test('who said that an account is not theirs is not asked again by it', async () => {
  await answer('link-in-teams');
  await room.click(owner, 'link-end', { account });
  expect(await answer('link-in-teams')).toMatchObject({ type: 'toast', text: expect.stringMatching(/not theirs/) });
  expect(await room.click(owner, 'link-confirm', { account })).toMatchObject({ text: expect.stringMatching(/over/) });
});

test('an e-mail address alone says who somebody is only where the operator vouches for the workspace', async () => {
  expect(await personOf(false)(user)).toMatchObject({ ok: false, why: 'not-linked' });
  expect(await personOf(true)(user)).toMatchObject({ ok: true, person: { id: owner.id } });
  expect(room.stored.audit).toMatchObject([{ type: 'account-linked', data: { how: 'sso' } }]);
  const nobody = { ...user, userId: 'U2', email: 'nobody@contoso.com' };
  expect(await personOf(true)(nobody)).toMatchObject({ ok: false, why: 'not-linked' });
});

test('guests and people who may not sign in are refused, linked or not', async () => {
  guest = true;
  expect(await personOf(true)(user)).toMatchObject({ ok: false });
  expect(await answer('link-in-teams')).toMatchObject({ type: 'toast', text: expect.stringMatching(/Nobody/) });
  guest = false;
  await personOf(true)(user);
  enabled = false;
  expect(await personOf(true)(user)).toMatchObject({ ok: false, why: 'suspended' });
  enabled = true;
  expect(await personOf(true)(user)).toMatchObject({ ok: false, why: 'suspended' });
});

test('an address that changed suspends the link, and the person hears of it', async () => {
  await personOf(true)(user);
  expect(await personOf(true)({ ...user, email: 'new@contoso.com' })).toMatchObject({ ok: false, why: 'suspended' });
  await room.work();
  expect(shown()).toMatchObject({ view: 'link', state: 'suspended', why: 'email-changed' });
});

test('a new account of the same workspace ends the old one: a person has one', async () => {
  await personOf(true)(user);
  await room.work();
  const other = { ...user, userId: 'U2' };
  await personOf(true)(other);
  await room.work();
  expect(await personOf(true)(other)).toMatchObject({ ok: true });
  expect(await personOf(false)(user)).toMatchObject({ ok: false });
  expect((await room.repos.links.get(account))?.state).toBe('ended');
});
