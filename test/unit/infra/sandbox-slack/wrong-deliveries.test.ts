import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { boltOverHttp, workspace } from './support.ts';

// What the network does to deliveries: repeats them, forges them, sends them again. Bolt says what of it an app gets to see.

const slack = workspace();
let stop: () => Promise<void>;
const heard: unknown[] = [];

beforeAll(async () => {
  const bolt = await boltOverHttp(slack());
  bolt.app.use(async ({ body, next }) => {
    heard.push(body);
    await next();
  });
  bolt.app.action(/.*/, async ({ ack }) => ack());
  ({ stop } = bolt);
});
afterAll(() => stop());
afterEach(() => void (heard.length = 0));

test('an event nobody acknowledges comes three times more, with number and reason; an interaction never does', async () => {
  const { sandbox, act, put } = slack();
  await put('settings', { retryDelaysMs: [0, 1, 1] });
  const events = async () =>
    (await sandbox.requests()).filter((each) => each['neighbour'] === 'bot' && each['requestBody'].event_id);
  await sandbox.control('PUT', 'faults', {
    rules: [{ match: { neighbour: 'bot', path: '/slack/events' }, status: 500, times: 9 }],
  });
  await act('message', { from: 'owner', text: 'help' });
  await vi.waitFor(async () => expect(await events()).toHaveLength(4));
  const sent = await events();
  expect(sent.map((each) => each['requestHeaders']['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
  expect(sent.at(-1)?.['requestHeaders']['x-slack-retry-reason']).toBe('http_error');
  expect(new Set(sent.map((each) => each['requestBody'].event_id)).size).toBe(1);
  await act('command', { from: 'owner', conversation: 'personal', text: 'x' });
  const commands = (await sandbox.requests()).filter((each) => each['requestBody']?.command === '/sendpass');
  expect(commands).toHaveLength(1);
});

test('a bot that fails a command is shown by Slackbot', async () => {
  const { sandbox, act, conversation } = slack();
  await sandbox.control('PUT', 'faults', { rules: [{ match: { neighbour: 'bot' }, status: 500 }] });
  await act('command', { from: 'owner', text: 'x' });
  expect((await conversation('personal:owner'))['ephemerals']).toMatchObject([
    { from: 'slackbot', text: '/sendpass failed with the error "dispatch_failed"' },
  ]);
});

test('unsigned, wrongly signed, old, without a time, of another type, replayed: what Bolt makes of each', async () => {
  const { act } = slack();
  const payload = { type: 'block_actions', user: { id: 'U1' }, team: { id: 'T1' }, actions: [{ action_id: 'a' }] };
  const status = async (more: object) => (await act('raw', { payload, ...more })).body['status'];
  for (const signature of ['none', 'wrong', 'other-secret', 'old', 'no-timestamp'])
    expect([signature, await status({ signature })]).toEqual([signature, 401]);
  expect(heard).toEqual([]);
  expect(await status({ contentType: 'text/plain' })).toBe(400);
  // Bolt takes these; the product has to look itself.
  expect(await status({ signature: 'future' })).toBe(200);
  expect(await status({})).toBe(200);
  expect((await act('replay', {})).body['status']).toBe(200);
  expect(await status({ padBytes: 5_000_000 })).toBeGreaterThanOrEqual(400);
});
