import { randomUUID } from 'node:crypto';
import { ToBotFromBotOrEmulatorTokenValidationParameters as emulatorParameters } from 'botframework-connector/lib/auth/tokenValidationParameters.js';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startBench } from './support.ts';
import type { Bench } from './support.ts';

let bench: Bench;
/** A message Teams really delivered, to vary. */
let genuine: Record<string, unknown>;

beforeAll(async () => {
  bench = await startBench();
  await bench.call('POST', '/_sandbox/chat/teams/message', { from: 'owner', text: 'help' });
  const log = await (await fetch(`${bench.control}/_sandbox/requests`)).text();
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { neighbour: string; requestBody: Record<string, unknown> });
  genuine = lines.findLast((line) => line.neighbour === 'bot' && line.requestBody['text'] === 'help')!.requestBody;
});
afterAll(() => bench?.close());
beforeEach(() => {
  bench.arrived.length = 0;
  bench.answer = async () => ({ type: 'none' });
});

const activity = (patch: object = {}) => ({ ...genuine, id: randomUUID(), ...patch });

test('a genuine message comes in, with the person Teams knows', async () => {
  expect((await bench.deliver(activity())).status).toBe(200);
  expect(bench.arrived[0]).toMatchObject({
    actor: { name: 'Mara Lindt', email: 'mara.lindt@contoso.com' },
    conversation: { kind: 'personal', personId: bench.arrived[0]!.actor.id },
    input: { type: 'message', text: 'help' },
  });
});

test.each([
  'none',
  'bad-signature',
  'wrong-audience',
  'wrong-issuer',
  'emulator',
  'expired',
  'no-endorsement',
  'no-service-url',
])('a token of the kind %s is 401 and nothing is printed', async (kind) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect((await bench.deliver(activity(), kind)).status).toBe(401);
  expect(bench.arrived).toEqual([]);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

test('the token must be for the service URL the activity names, and that must be a known one', async () => {
  expect((await bench.deliver(activity(), 'valid', 'https://evil.example/')).status).toBe(401);
  expect((await bench.deliver(activity({ serviceUrl: undefined }))).status).toBe(401);
  expect(bench.arrived).toEqual([]);
});

test('other channels and other tenants are refused', async () => {
  const foreign = randomUUID();
  const conversation = { ...(genuine['conversation'] as object), tenantId: foreign };
  expect((await bench.deliver(activity({ channelId: 'webchat' }))).status).toBe(403);
  expect((await bench.deliver(activity({ channelData: { tenant: { id: foreign } } }))).status).toBe(403);
  expect((await bench.deliver(activity({ conversation }))).status).toBe(403);
  expect((await bench.deliver(activity({ channelData: {}, conversation: { id: 'a:1' } }))).status).toBe(403);
  expect(bench.arrived).toEqual([]);
});

test('without a token the body is not even read; with one it is limited', async () => {
  const big = JSON.stringify({ ...activity(), text: 'x'.repeat(300_000) });
  const post = (authorization?: string) =>
    fetch(bench.url, {
      method: 'POST',
      body: big,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    }).then((response) => response.status);
  expect(await post()).toBe(401);
  const { token } = await bench.call('GET', '/_sandbox/chat/teams/token');
  expect(await post(`Bearer ${token}`)).toBe(413);
});

test('junk tokens do not make the list of emulator issuers grow', async () => {
  const before = emulatorParameters.issuer!.length;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (let i = 0; i < 5; i++) {
    const claims = {
      iss: 'https://api.botframework.com',
      aud: bench.env['BOT_APP_ID'],
      exp: 9e9,
      serviceurl: 'x',
      tid: randomUUID(),
    };
    const authorization = `Bearer ${part({ alg: 'RS256', kid: 'x' })}.${part(claims)}.AAAA`;
    const response = await fetch(bench.url, {
      method: 'POST',
      body: JSON.stringify(activity()),
      headers: { authorization },
    });
    expect(response.status).toBe(401);
  }
  expect(emulatorParameters.issuer!.length).toBe(before);
});

test('an id that looks like the owner but is nobody in that chat is refused', async () => {
  const from = { ...(genuine['from'] as object), id: '29:1somebody-else' };
  const invoke = { type: 'invoke', name: 'task/fetch', text: undefined, value: { data: { action: 'request-open' } } };
  const answer = await bench.deliver(activity({ from, ...invoke }));
  expect(answer.status).toBe(200);
  expect(JSON.stringify(answer.body)).toContain('nothing was done');
  const other = { ...(genuine['from'] as object), aadObjectId: randomUUID() };
  await bench.deliver(activity({ from: other }));
  expect(bench.arrived).toEqual([]);
});

test('unknown events are fine and ignored', async () => {
  expect((await bench.deliver(activity({ type: 'messageReaction' }))).status).toBe(200);
  expect((await bench.deliver(activity({ type: 'invoke', name: 'composeExtension/query' }))).status).toBe(200);
  expect(bench.arrived).toEqual([]);
});

test('a failing handler asks Teams to deliver a message again, and tells a person in a dialog', async () => {
  bench.answer = () => Promise.reject(new Error('database'));
  expect((await bench.deliver(activity())).status).toBe(503);
  const fetched = await bench.deliver(
    activity({ type: 'invoke', name: 'task/fetch', value: { data: { action: 'request-open' } } }),
  );
  expect(fetched.status).toBe(200);
  expect(JSON.stringify(fetched.body)).toContain('Try again');
  expect(JSON.stringify(fetched.body)).not.toContain('database');
});

test.each(['\0', 'a\0b', '\uD800'])('an id no database could store (%j) is refused at the door', async (id) => {
  expect((await bench.deliver(activity({ id }))).status).toBe(400);
  expect((await bench.deliver(activity({ replyToId: id }))).status).toBe(400);
  expect(bench.arrived).toEqual([]);
});

test('values that no database could store are made storable', async () => {
  const data = { action: 'approve', requestId: 'a\0b', reason: '\uD800' };
  await bench.deliver(activity({ type: 'invoke', name: 'task/fetch', value: { data } }));
  expect(bench.arrived[0]?.input).toMatchObject({ values: { requestId: 'a\uFFFDb', reason: '\uFFFD' } });
});
