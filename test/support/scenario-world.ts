import { expect } from 'vitest';
import type { Json, SandboxProcess } from './sandbox.ts';
import { until } from './scenario-play.ts';

// What there is in the imitated cloud, counted. The tenant's own things (Sendpass' identities, the role definitions) are not in it.

export const nothing = {
  applications: 0,
  principals: 0,
  passwords: 0,
  assignments: 0,
  mailFroms: 0,
  smtpUsernames: 0,
  vaultSecrets: 0,
  vaultVersions: 0,
  consents: 0,
  exchangePrincipals: 0,
  exchangeScopes: 0,
  exchangeRoles: 0,
  mailboxRights: 0,
};
export type Counts = typeof nothing;

const ofEverySender = { applications: 1, principals: 1, passwords: 1, vaultSecrets: 1, vaultVersions: 1 };

/** One sender on ACS with the long username. */
export const oneSender: Counts = { ...nothing, ...ofEverySender, assignments: 1, mailFroms: 1 };

/** One sender on Exchange in a scope of its own. */
export const oneOnExchange: Counts = {
  ...nothing,
  ...ofEverySender,
  exchangePrincipals: 1,
  exchangeScopes: 1,
  exchangeRoles: 1,
};

/** So many senders on ACS with short usernames. */
export function times(count: number): Counts {
  const one: Counts = { ...oneSender, smtpUsernames: 1 };
  return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, each * count])) as Counts;
}

/** What is there now, and this much more. */
export async function more(sandbox: SandboxProcess, added: Counts): Promise<Counts> {
  const now = countsOf(await sandbox.state());
  return Object.fromEntries(
    Object.entries(now).map(([key, count]) => [key, count + added[key as keyof Counts]]),
  ) as Counts;
}

export function countsOf(state: Json): Counts {
  const list = (key: string, of: Json = state): Json[] => of[key] as Json[];
  return {
    applications: list('applications').length,
    principals: list('principals').length,
    passwords: list('passwords').length,
    assignments: list('assignments').length,
    mailFroms: list('senderUsernames').filter((each) => String(each['username']).toLowerCase() !== 'donotreply').length,
    smtpUsernames: list('smtpUsernames').length,
    vaultSecrets: list('vault').length,
    vaultVersions: list('vault').flatMap((each) => each['versions'] as Json[]).length,
    consents: list('appRoleAssignments').length,
    exchangePrincipals: list('servicePrincipals', state['exchange']).length,
    exchangeScopes: list('scopes', state['exchange']).length,
    exchangeRoles: list('roleAssignments', state['exchange']).length,
    mailboxRights: list('permissions', state['exchange']).length,
  };
}

/**
 * The cloud holds exactly this, and the bot asked for nothing the sandbox does not know. `within`: how long strays may take to go (the
 * promise is 2 minutes, facts/azure §1.4); what is missing or too much afterwards fails with the numbers.
 */
export async function expectWorld(sandbox: SandboxProcess, wanted: Counts, within = 10_000): Promise<Json> {
  const same = (state: Json): boolean => JSON.stringify(countsOf(state)) === JSON.stringify(wanted);
  await until('the cloud to hold exactly what is wanted', async () => same(await sandbox.state()), { within }).catch(
    () => undefined,
  );
  const state = await sandbox.state();
  expect(countsOf(state)).toEqual(wanted);
  expect(state['unknownPaths']).toEqual([]);
  return state;
}

/** The password, the vault's current version and the application belong together. */
export function expectOneCredential(state: Json): void {
  const [password] = state['passwords'] as Json[];
  const [secret] = state['vault'] as Json[];
  const current = ((secret ?? {})['versions'] as Json[]).filter((each) => each['enabled'] !== false).at(-1);
  expect(current?.['tags']['key-id']).toBe(password?.['keyId']);
  const [application] = state['applications'] as Json[];
  expect(password?.['appId']).toBe(application?.['appId']);
}
