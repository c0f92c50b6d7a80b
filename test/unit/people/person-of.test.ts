import { expect, test } from 'vitest';
import { createPersonOf, createSlackAccountOf } from '../../../src/people/person-of.ts';
import type { DirectoryEntry } from '../../../src/people/port-directory.ts';

const user = { teamId: 'T1', userId: 'U1', name: 'ann', email: 'ann@contoso.com' };
const entry: DirectoryEntry = {
  kind: 'person',
  name: 'Ann Bell',
  objectId: 'AAAA',
  mailbox: { address: null, signsIn: true },
};
const personOf = (found: DirectoryEntry | undefined, ssoManaged = true) =>
  createPersonOf({ directory: { findByAddress: async () => found }, tenantId: 'Tenant', ssoManaged });

test('in an SSO-managed workspace an address says who somebody is', async () => {
  expect(await personOf(entry)(user)).toEqual({
    ok: true,
    person: { id: 'aaaa', entraObjectId: 'aaaa', tenantId: 'tenant', name: 'Ann Bell', email: 'ann@contoso.com' },
  });
});

test('in any other an address says nothing, and the directory is not asked', async () => {
  const directory = { findByAddress: () => Promise.reject(new Error('asked')) };
  const found = await createPersonOf({ directory, tenantId: 't', ssoManaged: false })(user);
  expect(found).toMatchObject({ ok: false, why: 'not-linked' });
});

test.each([
  [undefined],
  [{ ...entry, kind: 'group' as const }],
  [{ ...entry, mailbox: { address: null, signsIn: false } }],
])('an address of nobody, of a group or of a shared mailbox is no person', async (found) => {
  expect(await personOf(found)(user)).toMatchObject({ ok: false });
  expect(await personOf(entry)({ ...user, email: null })).toMatchObject({ ok: false });
});

test('a directory that does not answer is not a no', async () => {
  const directory = { findByAddress: () => Promise.reject(new Error('down')) };
  await expect(createPersonOf({ directory, tenantId: 't', ssoManaged: true })(user)).rejects.toThrow('down');
});

test('a chat is opened by the address the person is known by', async () => {
  const person = async () => ({ id: 'a', entraObjectId: 'a', tenantId: 't', name: 'Ann', email: 'ann@contoso.com' });
  expect(await createSlackAccountOf({ ssoManaged: true, person })('a')).toEqual({ email: 'ann@contoso.com' });
  expect(await createSlackAccountOf({ ssoManaged: false, person })('a')).toBeNull();
});
