import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBench } from './support.ts';
import type { Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const say = async (conversation: string) => {
  await bench.call('POST', '/_sandbox/chat/teams/message', { from: 'approver', conversation, text: 'approvals here' });
  return bench.arrived.at(-1)?.conversation;
};
const asked = async (): Promise<number> => {
  const log = await (await fetch(`${bench.control}/_sandbox/requests`)).text();
  return log.split('\n').filter((line) => /\/v3\/teams\/[^/"]+\/conversations/.test(line)).length;
};

test('a channel has its own name, not the name of its team, and Teams is asked once for all of them', async () => {
  const approvals = await say('approvals');
  expect(approvals).toMatchObject({ kind: 'channel', name: expect.stringMatching(/approvals/i) });
  expect(await say('general')).toMatchObject({ kind: 'channel', name: 'General' });
  await say('approvals');
  expect(await asked()).toBe(1);
});
