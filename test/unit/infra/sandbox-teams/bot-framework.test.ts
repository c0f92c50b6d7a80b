import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { CardFactory, MessageFactory } from 'botbuilder';
import { startSandbox, type Sandbox } from '../../../../infra/sandbox/start-sandbox.ts';
import { startFakeBot, type FakeBot } from '../../../browser/support/fake-bot.ts';

// The vendor's SDK against the sandbox's connector: what works with Teams must work here, and what Teams refuses must be refused.

let sandbox: Sandbox;
let bot: FakeBot;
type Person = { id: string; name: string; aadObjectId: string };
type Message = { id: string; from: string; text: string; card: unknown; deleted: boolean; updatedAt: string | null };
type Conversation = { id: string; conversationId: string; members: string[]; messages: Message[] };

beforeAll(async () => {
  // The SDK prints each refused token with its keys.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  sandbox = await startSandbox({ port: 0 });
  bot = await startFakeBot(sandbox.controlUrl);
});
afterAll(async () => {
  await bot?.close();
  await sandbox?.close();
});
beforeEach(async () => {
  await control('POST', '/_sandbox/reset', {});
  bot.heard.length = 0;
});

async function control(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ http: number; [key: string]: unknown }> {
  const init =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const reply = await fetch(`${sandbox.controlUrl}${path}`, { method, ...init });
  const parsed = (await reply.json()) as object;
  return Array.isArray(parsed) ? { http: reply.status, list: parsed } : { http: reply.status, ...parsed };
}
const say = (from: string, text: string, conversation = 'personal') =>
  control('POST', '/_sandbox/chat/teams/message', { from, text, conversation });
const act = (from: string, wish: object) => control('POST', '/_sandbox/chat/teams/action', { from, ...wish });
async function conversation(id: string): Promise<Conversation> {
  const { list } = await control('GET', '/_sandbox/chat/teams/conversations');
  return (list as Conversation[]).find((each) => each.id === id)!;
}
const lastOf = async (id: string): Promise<Message> => (await conversation(id)).messages.at(-1)!;
async function person(id: string): Promise<Person> {
  const { people } = await control('GET', '/_sandbox/state');
  return (people as Person[]).find((each) => each.id === id)!;
}
const statusOf = (failure: unknown): unknown => (failure as { statusCode?: number }).statusCode;
const card = (body: object[] = [], version = '1.5') =>
  CardFactory.adaptiveCard({ type: 'AdaptiveCard', version, body });

test('before the first word everybody and the team have the app, and the bot was told', async () => {
  const answer = await say('owner', 'hello');
  expect(answer).toMatchObject({ http: 200, status: 200 });
  const installs = bot.heard.filter((each) => each.type === 'installationUpdate');
  expect(installs).toHaveLength(4);
  expect(new Set(installs.map((each) => each.conversation.conversationType))).toEqual(new Set(['personal', 'channel']));
  expect(bot.heard.at(-1)).toMatchObject({
    text: 'hello',
    channelId: 'msteams',
    from: { name: (await person('owner')).name },
  });
  expect((await lastOf('personal:owner')).text).toBe('You said: hello');
  await say('owner2', 'again');
  expect(bot.heard.filter((each) => each.type === 'installationUpdate')).toHaveLength(4);
});

test('in a channel the bot is mentioned, and its reply lands in the thread', async () => {
  const { messageId } = await say('approver', 'ping', 'approvals');
  const heard = bot.heard.at(-1)!;
  expect(heard.text).toBe('<at>Sendpass</at> ping');
  expect(heard.entities).toContainEqual(expect.objectContaining({ type: 'mention' }));
  expect(heard.conversation.id).toContain(`;messageid=${String(messageId)}`);
  expect(await lastOf('approvals')).toMatchObject({ from: 'bot', text: 'You said: ping', replyToId: messageId });
});

test('a 1:1 chat opened by object id takes a message, its update and its removal', async () => {
  const id = await bot.openPersonal((await person('owner2')).aadObjectId);
  let posted = '';
  await bot.inConversation(id, async (context) => {
    posted = (await context.sendActivity('first'))!.id;
  });
  await bot.inConversation(id, async (context) => {
    await context.updateActivity({
      ...MessageFactory.attachment(card([{ type: 'TextBlock', text: 'second' }])),
      id: posted,
    });
  });
  expect(await lastOf('personal:owner2')).toMatchObject({ id: posted, text: '', card: { body: [{ text: 'second' }] } });
  await bot.inConversation(id, async (context) => context.deleteActivity(posted));
  expect(await lastOf('personal:owner2')).toMatchObject({ id: posted, deleted: true, card: null });
  const again = bot.inConversation(id, async (context) => {
    await context.updateActivity({ ...MessageFactory.text('third'), id: posted });
  });
  await expect(again.catch(statusOf)).resolves.toBe(404);
});

test('without the app, or blocked, a person cannot be written to', async () => {
  const { aadObjectId } = await person('owner2');
  const id = await bot.openPersonal(aadObjectId);
  const write = () =>
    bot.inConversation(id, async (context) => {
      await context.sendActivity('hello');
    });
  await control('POST', '/_sandbox/chat/teams/install', { conversation: 'owner2', state: 'blocked' });
  await expect(write().catch(statusOf)).resolves.toBe(403);
  await control('POST', '/_sandbox/chat/teams/install', { conversation: 'owner2', state: 'removed' });
  expect(bot.heard.some((each) => each.type === 'installationUpdate' && each.action === 'remove')).toBe(true);
  await expect(bot.openPersonal(aadObjectId).catch(statusOf)).resolves.toBe(403);
  expect(await say('owner2', 'hello')).toMatchObject({
    http: 400,
    error: expect.stringContaining('does not have the app'),
  });
});

test.each([
  ['a card of version 1.6', card([], '1.6'), 400],
  [
    'Action.Execute without a verb',
    card([{ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Go' }] }]),
    400,
  ],
  ['an element Teams does not know', card([{ type: 'Input.Secret', id: 'x' }]), 400],
  ['more than 100 KB in UTF-16', card([{ type: 'TextBlock', text: 'x'.repeat(52_000) }]), 413],
])('%s is refused', async (_, attachment, status) => {
  const id = await bot.openPersonal((await person('owner')).aadObjectId);
  const send = bot.inConversation(id, async (context) => {
    await context.sendActivity(MessageFactory.attachment(attachment));
  });
  await expect(send.catch(statusOf)).resolves.toBe(status);
});

test('the eighth message in a second is throttled with Retry-After', async () => {
  const { conversationId } = await conversation('general');
  const token = await botToken();
  const send = () =>
    fetch(`${bot.serviceUrl}v3/conversations/${encodeURIComponent(conversationId)}/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: 'noise' }),
    });
  const replies = await Promise.all(Array.from({ length: 9 }, send));
  const refused = replies.filter((each) => each.status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
});

async function botToken(): Promise<string> {
  const env = await (await fetch(`${sandbox.controlUrl}/_sandbox/env`)).text();
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(env)![1]!;
  const cloud = (await (await fetch(`${sandbox.controlUrl}/_sandbox/cloud`)).json()) as {
    botFramework: { loginUrl: string };
  };
  const form = { grant_type: 'client_credentials', scope: 'https://api.botframework.com/.default' };
  const identity = { client_id: value('BOT_APP_ID'), client_secret: value('BOT_APP_SECRET') };
  const body = new URLSearchParams({ ...form, ...identity });
  const reply = await fetch(`${cloud.botFramework.loginUrl}/oauth2/v2.0/token`, { method: 'POST', body });
  return ((await reply.json()) as { access_token: string }).access_token;
}

test('the connector wants the bot’s own token', async () => {
  const call = (authorization: string) =>
    fetch(`${bot.serviceUrl}v3/conversations`, { method: 'POST', headers: { authorization }, body: '{}' });
  expect((await call('')).status).toBe(401);
  expect((await call('Bearer a.b.c')).status).toBe(401);
  const { token } = await control('GET', '/_sandbox/chat/teams/token');
  expect((await call(`Bearer ${String(token)}`)).status).toBe(401);
});

const stranger = (activity: object = {}) => ({
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: bot.serviceUrl,
  from: { id: '29:x' },
  recipient: { id: `28:${bot.appId}` },
  conversation: { id: 'a:nobody' },
  ...activity,
});

test.each([
  ['none', 401],
  ['wrong-audience', 401],
  ['wrong-issuer', 401],
  ['expired', 401],
  ['no-endorsement', 401],
  ['no-service-url', 401],
  // The SDK answers 500 here (facts/chat.md §1.3); a careful bot 401.
  ['bad-signature', 500],
])('a delivery with token %s does not reach a bot on the bare SDK', async (token, status) => {
  const answer = await control('POST', '/_sandbox/chat/teams/raw', { activity: stranger({ type: 'event' }), token });
  expect(answer['status']).toBe(status);
});

test('an emulator token of a foreign tenant passes the bare SDK: the hole a bot must close is here to be found', async () => {
  const activity = stranger({ type: 'event' });
  expect(await control('POST', '/_sandbox/chat/teams/raw', { activity, token: 'emulator' })).toMatchObject({
    status: 200,
  });
});

test('form, wrong field, decision, reveal: each step as a person would do it', async () => {
  await say('approver', 'approvals here', 'approvals');
  await say('owner', 'request');
  const ask = await lastOf('personal:owner');
  const opened = await act('owner', { message: ask.id, action: 'Open the form' });
  expect(opened['dialogId']).toBeTypeOf('string');
  const dialog = opened['dialogId'];
  const submit = (inputs: object, more = {}) => act('owner', { dialog, action: 'Send request', inputs, ...more });

  const empty = await submit({ localPart: 'In voices' });
  expect(empty).toMatchObject({
    http: 400,
    fields: [{ id: 'appName' }, { id: 'localPart', message: expect.stringContaining('Lower-case') }],
  });
  expect(await submit({ appName: 'Billing', localPart: 'finance-director' })).toMatchObject({ dialogId: dialog });
  const done = await submit({ appName: 'Billing', localPart: 'invoices' });
  expect(done).toMatchObject({ status: 200, body: { task: { type: 'message' } } });
  expect(bot.heard.at(-1)!.value.data).toEqual({
    action: 'form-submit',
    appName: 'Billing',
    localPart: 'invoices',
    client: 'php',
  });
  expect(await submit({ appName: 'Billing', localPart: 'invoices' })).toMatchObject({ http: 400 });

  const pending = await lastOf('approvals');
  const own = await act('owner', { message: pending.id, action: 'approve' });
  expect(own).toMatchObject({ body: { type: 'application/vnd.microsoft.activity.message' } });
  const decided = await act('approver', { message: pending.id, action: 'Approve' });
  expect(decided).toMatchObject({ body: { type: 'application/vnd.microsoft.card.adaptive' } });
  expect(await act('approver', { message: pending.id, action: 'Approve' })).toMatchObject({ http: 400 });

  const ready = await lastOf('personal:owner');
  expect(await act('approver', { message: ready.id, action: 'reveal' })).toMatchObject({ http: 400 });
  const reveal = await act('owner', { message: ready.id, action: 'reveal' });
  expect(JSON.stringify(reveal['body'])).toContain('invoices-smtp');
});

test('state tells what stands in which channel', async () => {
  await say('owner', 'hello');
  const { posts, channels } = await control('GET', '/_sandbox/state');
  expect(posts).toMatchObject([{ conversation: 'personal:owner', from: 'bot', text: 'You said: hello' }]);
  expect((channels as { id: string }[]).map((each) => each.id)).toEqual(['general', 'approvals', 'alerts-billing']);
});

test('members come with name and object id through the SDK', async () => {
  await say('owner', 'members', 'general');
  const { name, aadObjectId } = await person('approver');
  expect((await lastOf('general')).text).toContain(`${name} ${aadObjectId}`);
});
