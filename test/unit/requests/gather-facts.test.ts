import { expect, test, vi } from 'vitest';
import type { DirectoryEntry } from '../../../src/people/port-directory.ts';
import type { DomainFacts } from '../../../src/provisioning/port-azure.ts';
import { gatherFacts, warmFacts } from '../../../src/requests/gather-facts.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { domain, form, world } from './support.ts';

const denied = () =>
  new SendpassError({ code: 'directory-unreadable', kind: 'denied', advice: 'Sendpass may not read the directory.' });
const busy = () => new SendpassError({ code: 'graph-busy', kind: 'retryable', advice: 'Later.' });

function neighbours() {
  const { transact, clock, time } = world();
  const directory = {
    findByAddress: vi.fn<(address: string) => Promise<DirectoryEntry | undefined>>(async () => undefined),
    findByDisplayName: vi.fn<(name: string) => Promise<DirectoryEntry[]>>(async () => []),
    maxSecretLifetime: vi.fn<() => Promise<string | null | undefined>>(async () => null),
  };
  const azure = { listDomains: vi.fn<() => Promise<DomainFacts[]>>(async () => [domain]) };
  return { deps: { transact, clock, directory, azure }, directory, azure, time };
}

test('domains seen less than ten minutes ago are not looked up again', async () => {
  const { deps, azure, time } = neighbours();
  await gatherFacts(deps, form());
  const again = await gatherFacts(deps, form());
  expect(again.domains).toEqual({ known: true, value: [domain] });
  expect(azure.listDomains).toHaveBeenCalledTimes(1);
  time.now = new Date(time.now.getTime() + 10 * 60_000);
  await gatherFacts(deps, form());
  expect(azure.listDomains).toHaveBeenCalledTimes(2);
});

test('not permitted to read the directory is an answer, not an error', async () => {
  const { deps, directory } = neighbours();
  directory.findByAddress.mockRejectedValue(denied());
  directory.findByDisplayName.mockRejectedValue(denied());
  directory.maxSecretLifetime.mockResolvedValue(undefined);
  expect(await gatherFacts(deps, form())).toMatchObject({
    addressOwner: { known: false, why: 'Sendpass may not read the directory.' },
    namesLike: { known: false },
    tenantLifetime: { known: false },
  });
});

test('a busy neighbour is no answer: the caller asks for another try, which finds what came in the meantime', async () => {
  const { deps, directory } = neighbours();
  directory.findByDisplayName.mockRejectedValueOnce(busy());
  await expect(gatherFacts(deps, form())).rejects.toMatchObject({ code: 'graph-busy' });
  expect(await gatherFacts(deps, form())).toMatchObject({ addressOwner: { known: true, value: null } });
  expect(directory.findByAddress).toHaveBeenCalledTimes(1);
});

test('an imitation in other letters finds the name it imitates', async () => {
  const { deps, directory } = neighbours();
  directory.findByDisplayName.mockImplementation(async (name) =>
    'contoso finance'.startsWith(name.toLowerCase()) ? [{ kind: 'group', name: 'Contoso Finance', objectId: 'g' }] : [],
  );
  const { namesLike } = await gatherFacts(deps, form({ displayName: 'Соntоsо  Finаnсе' }));
  expect(namesLike).toEqual({
    known: true,
    value: { entries: [{ kind: 'group', name: 'Contoso Finance', objectId: 'g' }], all: true },
  });
});

test('a full page of names says that there may be more', async () => {
  const { deps, directory } = neighbours();
  directory.findByDisplayName.mockResolvedValue(
    Array.from({ length: 25 }, (_, no) => ({ kind: 'person', name: `Contoso ${no}`, objectId: String(no) }) as const),
  );
  const { namesLike } = await gatherFacts(deps, form());
  expect(namesLike).toMatchObject({ known: true, value: { all: false } });
});

test('many forms at once look at the domains once, and opening the form did it before', async () => {
  const { deps, azure } = neighbours();
  await Promise.all(Array.from({ length: 20 }, () => gatherFacts(deps, form())));
  expect(azure.listDomains).toHaveBeenCalledTimes(1);
  const fresh = neighbours();
  await warmFacts(fresh.deps);
  await gatherFacts(fresh.deps, form());
  expect(fresh.azure.listDomains).toHaveBeenCalledTimes(1);
});

test('warming up never throws, and what failed is asked again', async () => {
  const { deps, azure } = neighbours();
  azure.listDomains.mockRejectedValueOnce(busy());
  await warmFacts(deps);
  expect(await gatherFacts(deps, form())).toMatchObject({ domains: { known: true } });
});
