import { expect } from 'vitest';
import type { Json, SandboxProcess } from './sandbox.ts';
import { until } from './scenario-play.ts';

// What there is in the imitated cloud, counted. The tenant's own things (Sendpass' identities, the role definitions) are not in it.

export type Counts = {
  applications: number;
  principals: number;
  passwords: number;
  assignments: number;
  mailFroms: number;
  smtpUsernames: number;
  vaultSecrets: number;
  vaultVersions: number;
};

export const nothing: Counts = {
  applications: 0,
  principals: 0,
  passwords: 0,
  assignments: 0,
  mailFroms: 0,
  smtpUsernames: 0,
  vaultSecrets: 0,
  vaultVersions: 0,
};

/** One sender with the long username. */
export const oneSender: Counts = { ...times(1), smtpUsernames: 0 };

export function times(count: number): Counts {
  return Object.fromEntries(Object.keys(nothing).map((key) => [key, count])) as Counts;
}

/** What is there now, and this much more. */
export async function more(sandbox: SandboxProcess, added: Counts): Promise<Counts> {
  const now = countsOf(await sandbox.state());
  return Object.fromEntries(
    Object.entries(now).map(([key, count]) => [key, count + added[key as keyof Counts]]),
  ) as Counts;
}

export function countsOf(state: Json): Counts {
  const list = (key: string): Json[] => state[key] as Json[];
  return {
    applications: list('applications').length,
    principals: list('principals').length,
    passwords: list('passwords').length,
    assignments: list('assignments').length,
    mailFroms: list('senderUsernames').filter((each) => String(each['username']).toLowerCase() !== 'donotreply').length,
    smtpUsernames: list('smtpUsernames').length,
    vaultSecrets: list('vault').length,
    vaultVersions: list('vault').flatMap((each) => each['versions'] as Json[]).length,
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
