import { expect, test } from 'vitest';
import { converge } from '../../../src/provisioning/converge.ts';
import { enqueueSweep } from '../../../src/provisioning/strays.ts';
import { sweep } from '../../../src/provisioning/sweep.ts';
import { never, provisioning } from '../../support/provisioning-bench.ts';

const stray = (operation: string, appObjectId: string) => ({
  keyId: `key-${operation}`,
  appObjectId,
  displayName: `sendpass:${operation}`,
  endsAt: new Date('2027-01-01T00:00:00Z'),
  value: 'nobody-has-it',
  shownAt: 0,
});

test('removes what no credential knows, keeps what is in use and what is not ours, and comes back', async () => {
  const { twin, life, sender, store } = await provisioning();
  await converge(life(), sender.id, never());
  store.takeJobs();
  const { world } = twin;
  const app = world.applications[0]!.id;
  const inUse = world.passwords[0]!;
  world.passwords.push(stray('lost', app), { ...stray('x', app), displayName: 'made by hand' });
  await sweep(life(), { senderId: sender.id });
  expect(world.passwords.map((each) => each.displayName)).toEqual([inUse.displayName, 'made by hand']);
  expect(store.tables().audit.at(-1)).toMatchObject({ type: 'credential-removed', data: { keyId: 'key-lost' } });
  expect(store.takeJobs()).toMatchObject([{ job: { name: 'sweep', data: { round: 1 } }, afterMs: 120_000 }]);
});

test('leaves an issue in progress alone', async () => {
  const { twin, life, sender, store } = await provisioning();
  await converge(life(), sender.id, never());
  const route = (await store.repos.senders.route(sender.id))!;
  const [current] = await store.repos.senders.credentials(route.id);
  await store.repos.senders.saveCredential({
    ...current!,
    id: 'next',
    no: 2,
    operationId: 'running',
    keyId: null,
    state: 'intended',
  });
  twin.world.passwords.push(stray('running', twin.world.applications[0]!.id));
  await sweep(life(), { senderId: sender.id });
  expect(twin.world.passwords).toHaveLength(2);
});

test('ends with the sender', async () => {
  const { life, sender, store } = await provisioning();
  await store.repos.senders.update({ ...(await store.repos.senders.get(sender.id))!, wanted: 'absent' });
  await sweep(life(), { senderId: sender.id });
  expect(store.takeJobs()).toEqual([]);
});

test('a second incident gets its quick looks although a later one of the first waits', async () => {
  const { life, sender, store } = await provisioning();
  await sweep(life(), { senderId: sender.id, round: 1 });
  await store.transact((repos) => enqueueSweep(repos, sender.id));
  expect(store.takeJobs().map(({ job, afterMs }) => [job.data, afterMs])).toEqual([
    [{ senderId: sender.id, round: 2 }, 900_000],
    [{ senderId: sender.id, round: 0 }, 15_000],
  ]);
});
