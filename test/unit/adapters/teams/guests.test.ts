import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBench } from './support.ts';
import type { Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const say = (from: string) => bench.call('POST', '/_sandbox/chat/teams/message', { from, text: 'request' });
const heard = (name: string) =>
  bench.arrived.filter((each) => each.actor.name === name && each.input.type === 'message');

test('a guest is refused by what Teams says about them', async () => {
  await bench.call('PUT', '/_sandbox/world', { person: { id: 'owner2', patch: { userType: 'Guest' } } });
  expect((await say('owner2')).status).toBe(200);
  expect(heard('Jonas Weber')).toEqual([]);
});

test('a person of another tenant is refused', async () => {
  await bench.call('PUT', '/_sandbox/world', {
    person: { id: 'owner', patch: { tenantId: '11111111-2222-4333-8444-555555555555' } },
  });
  await say('owner');
  expect(heard('Mara Lindt')).toEqual([]);
});

test('a member is let in', async () => {
  expect((await say('approver')).status).toBe(200);
  expect(heard('Priya Nair')).toHaveLength(1);
});
