import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectorError } from '../../../../adapters/teams/errors.ts';
import { isAllowedServiceUrl } from '../../../../adapters/teams/door.ts';
import { toValues } from '../../../../adapters/teams/receive.ts';
import { toHttp } from '../../../../adapters/teams/reply.ts';
import type { View } from '../../../../src/chat/view.ts';
import { startBench } from './support.ts';
import type { Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  await bench.call('POST', '/_sandbox/chat/teams/message', { from: 'owner', text: 'help' });
});
afterAll(() => bench?.close());

const notice = (text: string): View => ({ view: 'notice', title: 'Hello', text, tone: 'good' });
const conversation = () => ({ state: 'ok' as const, ...bench.arrived.at(-1)!.conversation, id: 'row' });
const messages = async () => {
  const all = await bench.call('GET', '/_sandbox/chat/teams/conversations');
  return all.find(
    (each: { members: string[]; kind: string }) => each.kind === 'personal' && each.members.includes('owner'),
  ).messages as { id: string; deleted: boolean; card: unknown }[];
};

test('a card is posted, updated in place and removed', async () => {
  const { platform } = bench.teams;
  const { messageId } = await platform.post(conversation(), notice('one'));
  await platform.update(conversation(), messageId, notice('two'));
  const shown = (await messages()).find((each) => each.id === messageId)!;
  expect(JSON.stringify(shown.card)).toContain('two');
  await platform.remove(conversation(), messageId);
  await expect(platform.update(conversation(), messageId, notice('three'))).rejects.toMatchObject({
    code: 'message-gone',
    kind: 'conflict',
  });
});

test('a lost reply is reported, not repeated by the SDK', async () => {
  const before = (await messages()).length;
  const rules = [
    { match: { neighbour: 'connector', method: 'POST', path: '/activities' }, nth: 1, times: 1, drop: true },
  ];
  await bench.call('PUT', '/_sandbox/faults', { rules });
  await expect(bench.teams.platform.post(conversation(), notice('once'))).rejects.toMatchObject({ kind: 'retryable' });
  expect((await messages()).length).toBeLessThanOrEqual(before + 1);
});

test('throttling keeps the time Teams asks for', async () => {
  const rules = [
    {
      match: { neighbour: 'connector', method: 'POST', path: '/activities' },
      nth: 1,
      times: 1,
      status: 429,
      retryAfter: 3,
    },
  ];
  await bench.call('PUT', '/_sandbox/faults', { rules });
  await expect(bench.teams.platform.post(conversation(), notice('busy'))).rejects.toMatchObject({
    code: 'chat-busy',
    retryAfterMs: 3000,
  });
});

test('somebody who removed the app is unreachable', async () => {
  const { actor } = bench.arrived.at(-1)!;
  await bench.call('POST', '/_sandbox/chat/teams/install', { conversation: 'owner', state: 'blocked' });
  await expect(bench.teams.platform.post(conversation(), notice('hidden'))).rejects.toMatchObject({
    code: 'chat-unreachable',
    kind: 'denied',
  });
  await expect(bench.teams.platform.openPersonal(actor.id)).rejects.toMatchObject({ code: 'chat-unreachable' });
});

test('what Teams refuses for its form is told apart from a place that is closed, and a person it does not know is unreachable', async () => {
  const rule = (path: string) => ({ match: { neighbour: 'connector', method: 'POST', path }, status: 400 });
  await bench.call('PUT', '/_sandbox/faults', { rules: [rule('/activities')] });
  await expect(bench.teams.platform.post(conversation(), notice('odd'))).rejects.toMatchObject({
    code: 'card-refused',
  });
  await bench.call('PUT', '/_sandbox/faults', { rules: [{ ...rule('/v3/conversations'), times: 9 }] });
  await expect(bench.teams.platform.openPersonal(bench.arrived.at(-1)!.actor.id)).rejects.toMatchObject({
    code: 'chat-unreachable',
    vendor: { status: 400 },
  });
  await bench.call('PUT', '/_sandbox/faults', { rules: [] });
});

test('a stored conversation cannot send the bot’s token elsewhere', async () => {
  const elsewhere = {
    ...conversation(),
    reference: { ...conversation().reference, serviceUrl: 'https://evil.example/' },
  };
  await expect(bench.teams.platform.post(elsewhere, notice('x'))).rejects.toMatchObject({
    code: 'service-url-refused',
  });
  expect(
    isAllowedServiceUrl('https://smba.trafficmanager.net.evil.example/', ['https://smba.trafficmanager.net/']),
  ).toBe(false);
  expect(isAllowedServiceUrl('https://x@smba.trafficmanager.net/', ['https://smba.trafficmanager.net/'])).toBe(false);
  expect(isAllowedServiceUrl('https://smba.trafficmanager.net/emea/', ['https://smba.trafficmanager.net/'])).toBe(true);
  expect(
    isAllowedServiceUrl('https://a.infra.gov.teams.microsoft.us/', ['https://*.infra.gov.teams.microsoft.us/']),
  ).toBe(true);
});

test.each([
  [403, { error: { code: 'BotDisabledByAdmin' } }, 'chat-unreachable'],
  [403, { error: { code: 'Forbidden' }, subCode: 'MessageWritesBlocked' }, 'chat-unreachable'],
  [404, { error: { code: 'ActivityNotFoundInConversation' } }, 'message-gone'],
  [404, { error: { code: 'ConversationNotFound' } }, 'chat-unreachable'],
  [412, { error: { code: 'PreconditionFailed' } }, 'chat-broken'],
  [502, undefined, 'chat-broken'],
  [413, { error: { code: 'MessageSizeTooBig' } }, 'card-too-large'],
])('connector %s %j becomes %s', (statusCode, body, code) => {
  const thrown = { name: 'RestError', statusCode, response: { bodyAsText: JSON.stringify(body) ?? '' } };
  expect(connectorError(thrown).code).toBe(code);
});

test('values are short strings whatever a client sends', () => {
  const hostile = JSON.parse(
    '{"__proto__":{"x":"y"},"a":1,"b":true,"c":{"d":1},"e":null,"msteams":{"type":"task/fetch"}}',
  );
  expect(toValues({ ...hostile, long: 'x'.repeat(9000) })).toEqual({ a: '1', b: 'true', long: 'x'.repeat(4000) });
  expect(toValues('text')).toEqual({});
});

test('an answer fits what was asked', () => {
  const render = {
    message: () => ({ card: { type: 'AdaptiveCard' }, summary: 'In short' }),
    dialog: () => ({ title: 'T', width: 'small', height: 'small', card: { type: 'AdaptiveCard' } }),
  };
  const dialog = { type: 'dialog', view: notice('x') } as const;
  expect(toHttp(dialog, 'task/fetch', render).body).toMatchObject({
    task: { type: 'continue', value: { title: 'T', card: { contentType: 'application/vnd.microsoft.card.adaptive' } } },
  });
  expect(toHttp(dialog, 'adaptiveCard/action', render).body).toMatchObject({
    type: 'application/vnd.microsoft.activity.message',
    value: 'In short',
  });
  expect(toHttp({ type: 'close-dialog', text: 'ok' }, 'task/submit', render).body).toEqual({
    task: { type: 'message', value: 'ok' },
  });
  expect(toHttp({ type: 'none' }, 'task/submit', render)).toEqual({ status: 200, body: undefined });
  expect(toHttp({ type: 'toast', text: 'x' }, undefined, render)).toEqual({ status: 200 });
});
