import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Json } from '../../../support/sandbox.ts';
import { until } from '../../../support/scenario-play.ts';
import { ephemerals, slackMessages, slackWindow, wordsOfView } from '../../../support/slack-play.ts';
import { startSlackBench } from './support.ts';
import type { SlackBench } from './support.ts';

let bench: SlackBench;
/** A command Slack really delivered, to vary. */
let genuine: Json;

beforeAll(async () => {
  bench = await startSlackBench();
  await command('help');
  const sent = (await bench.sandbox.requests()).findLast((each) => each['neighbour'] === 'bot')!;
  genuine = { ...(sent['requestBody'] as Json) };
});
afterAll(() => bench?.close());
beforeEach(() => {
  bench.arrived.length = 0;
  bench.refused.length = 0;
  bench.answer = async () => ({ type: 'none' });
});

const command = (text: string, from = 'owner', conversation = 'personal') =>
  bench.act('command', { from, text: `/sendpass ${text}`, conversation });
const raw = (disguise: Json, kind = 'command') =>
  bench.act('raw', { kind, payload: { ...genuine, trigger_id: `1.${Math.random()}` }, ...disguise });

test('a genuine command comes in, with the person Slack and the directory know and their private chat', async () => {
  await command('senders', 'owner', 'approvals');
  expect(bench.arrived[0]).toMatchObject({
    platform: 'slack',
    actor: { name: 'Mara Lindt', email: 'mara.lindt@contoso.com' },
    conversation: { kind: 'channel', name: 'mail-approvals', personId: null },
    personal: { kind: 'personal', state: 'ok', reference: { channel: expect.stringMatching(/^D/) } },
    input: { type: 'message', text: 'senders', now: true },
    timeZone: 'Europe/Berlin',
  });
});

test.each([
  ['none', 401, 'unsigned'],
  ['wrong', 401, 'bad signature'],
  ['other-secret', 401, 'bad signature'],
  ['old', 401, 'too old'],
  ['future', 401, 'dated in the future'],
  ['no-timestamp', 401, 'unsigned'],
])('a delivery whose signature is of the kind %s is %d', async (signature, status, why) => {
  expect((await raw({ signature }))['status']).toBe(status);
  expect(bench.arrived).toEqual([]);
  expect(bench.refused).toEqual([{ why }]);
});

test('a replayed delivery is refused, and so is what is too large or of another content type', async () => {
  expect((await raw({}))['status']).toBe(200);
  expect((await bench.act('replay', {}))['status']).toBe(401);
  expect((await raw({ padBytes: 1_100_000 }))['status']).toBe(413);
  expect((await raw({ contentType: 'application/x-www-form-urlencoded; charset=utf-8' }))['status']).toBe(415);
  expect((await raw({ contentType: 'text/plain' }))['status']).toBe(415);
  expect(bench.arrived).toHaveLength(1);
  expect(bench.refused.map(({ why }) => why)).toEqual([
    'replayed',
    'too large',
    'wrong content type',
    'wrong content type',
  ]);
});

test('Slack’s own check of the address is answered', async () => {
  expect(await bench.act('verify', {})).toMatchObject({ verified: true });
});

test('another workspace is refused, whoever it says they are', async () => {
  const foreign = await raw({ payload: { ...genuine, team_id: 'T0000000000', trigger_id: '1.2' } });
  expect(JSON.stringify(foreign['body'])).toMatch(/people of one workspace/);
  expect(bench.arrived).toEqual([]);
  expect(bench.refused[0]).toMatchObject({ why: 'foreign-workspace', actor: expect.stringMatching(/^slack:U/) });
});

test.each([
  ['guest', /Guests cannot use Sendpass/],
  ['deactivated', /deactivated/],
  ['foreign', /belong to another/],
])('a %s is refused and told so', async (from, says) => {
  const said = await bench.act('command', { from, text: '/sendpass help', conversation: 'partners', force: true });
  expect(JSON.stringify(said['body'])).toMatch(says);
  expect(bench.arrived).toEqual([]);
  expect(bench.refused).toHaveLength(1);
});

test('who is not linked is told what to do, in the private chat too', async () => {
  await bench.sandbox.control('PUT', '/_sandbox/chat/slack/user', {
    id: 'owner2',
    patch: { email: 'nobody@contoso.com' },
  });
  expect(JSON.stringify((await command('help', 'owner2'))['body'])).toMatch(/Link your account first/);
  await bench.act('message', { from: 'owner2', text: 'help', conversation: 'personal' });
  await until('the refusal', async () =>
    (await slackMessages(bench.sandbox, 'personal:owner2')).some(({ text }) => /Link your account/.test(text)),
  );
  expect(bench.arrived).toEqual([]);
});

const ownLines = async () => {
  const place = (await bench.state()).find((each) => each['id'] === 'personal:owner')!;
  return [...place['messages'], ...place['ephemerals']].map((each: Json) => String(each['text']));
};

test('a button nobody made is acknowledged, recorded, told and does nothing', async () => {
  const told = (await ownLines()).length;
  const payload = {
    type: 'block_actions',
    team: { id: genuine['team_id'] },
    user: { id: genuine['user_id'], team_id: genuine['team_id'] },
    trigger_id: '9.9',
    container: { type: 'message', message_ts: '1.1' },
    channel: { id: genuine['channel_id'] },
    actions: [{ type: 'button', action_id: 'rm -rf', value: '{}' }],
  };
  expect((await raw({ payload }, 'interactive'))['status']).toBe(200);
  expect(bench.refused).toMatchObject([{ why: 'unknown button', actor: `slack:${genuine['user_id']}` }]);
  expect(bench.arrived).toEqual([]);
  await until('the line', async () => (await ownLines()).slice(told).some((line) => /Nothing was changed/.test(line)));
});

test.each(['shortcut', 'message_action', 'block_suggestion', 'view_closed', 'something_new'])(
  'a delivery of the kind %s, which the app never asked for, is acknowledged at once, recorded and told',
  async (type) => {
    await bench.sandbox.control('PUT', '/_sandbox/chat/slack/settings', { rate: false });
    const told = (await ownLines()).length;
    const payload = {
      type,
      team: { id: genuine['team_id'] },
      user: { id: genuine['user_id'], team_id: genuine['team_id'] },
      callback_id: 'x',
      trigger_id: '9.10',
      view: { id: 'V1', type: 'modal', callback_id: 'submit:approve' },
    };
    expect((await raw({ payload }, 'interactive'))['status']).toBe(200);
    expect(bench.refused).toMatchObject([{ why: 'unknown kind', actor: `slack:${genuine['user_id']}` }]);
    expect(bench.arrived).toEqual([]);
    await until('the line', async () =>
      (await ownLines()).slice(told).some((line) => /Nothing was changed/.test(line)),
    );
  },
);

test('what is signed but no delivery of Slack is let go without harm', async () => {
  const odd: Json[] = [
    {},
    { type: 'block_actions', user: null, actions: [] },
    { type: 'view_submission', view: 1 },
    { type: 'block_actions', user: { id: '‮' }, trigger_id: '1', actions: [{ action_id: { toString: 1 } }] },
  ];
  for (const payload of odd) {
    // 500 is what Bolt says where it does not find what it reads; nobody sends it again.
    expect([200, 500]).toContain((await raw({ payload }, 'interactive'))['status']);
  }
  expect(bench.arrived).toEqual([]);
  expect((await raw({}))['status']).toBe(200);
});

test('a failing handler tells the person, and makes Slack deliver an event again', async () => {
  bench.answer = () => Promise.reject(new Error('database'));
  const said = JSON.stringify((await command('senders'))['body']);
  expect(said).toMatch(/nothing was changed/);
  expect(said).not.toMatch(/database/);
  await bench.sandbox.control('PUT', '/_sandbox/chat/slack/settings', { retryDelaysMs: [10, 20, 30] });
  await bench.act('message', { from: 'owner', text: 'help', conversation: 'personal' });
  await until('the event to come again', async () => bench.arrived.length >= 3);
  expect(new Set(bench.arrived.slice(1).map(({ deliveryId }) => deliveryId)).size).toBe(1);
});

test('a handler that takes longer than Slack waits is answered afterwards', async () => {
  bench.answer = async () => {
    await new Promise((done) => void setTimeout(done, 3_200));
    return { type: 'toast', text: 'It took a while.' };
  };
  const acted = await command('senders', 'owner', 'approvals');
  expect(acted['status']).toBe(200);
  await until('the late answer', async () =>
    (await ephemerals(bench.sandbox, 'approvals', 'owner')).some((said) => /took a while/.test(said)),
  );
});

test('request opens a window at once and fills it', async () => {
  bench.answer = async () => ({
    type: 'dialog',
    view: { view: 'deny-form', requestId: 'r', version: 1, appName: 'Billing', error: null, reason: '' },
  });
  expect((await command('request'))['status']).toBe(200);
  const view = await slackWindow(bench.sandbox, 'owner', /Billing/);
  expect(bench.arrived[0]?.input).toMatchObject({ type: 'open-dialog', action: 'request-open' });
  // An error on a field comes back on it; anything else in place of the form.
  bench.answer = async () => ({
    type: 'dialog',
    view: { view: 'deny-form', requestId: 'r', version: 1, appName: 'Billing', error: 'Say why.', reason: '' },
  });
  const inputs = { reason: 'no' };
  const wrong = await bench.act('action', { from: 'owner', view: view['id'], action: 'submit', inputs });
  expect(wrong['body']).toMatchObject({ response_action: 'errors', errors: { reason: 'Say why.' } });
  expect(bench.arrived.at(-1)?.input).toMatchObject({
    type: 'submit-dialog',
    action: 'deny-submit',
    values: { reason: 'no', requestId: 'r', version: '1' },
  });
  bench.answer = async () => ({ type: 'close-dialog', text: 'It was withdrawn meanwhile.' });
  await bench.act('action', { from: 'owner', view: view['id'], action: 'submit', inputs });
  expect(wordsOfView(await slackWindow(bench.sandbox, 'owner', /withdrawn meanwhile/))).not.toMatch(/Say why/);
});

test('approvals here is refused where Sendpass could not post', async () => {
  expect(JSON.stringify((await command('approvals here', 'approver', 'general'))['body'])).toMatch(
    /not in this channel/,
  );
  expect(bench.arrived).toEqual([]);
  await command('approvals here', 'approver', 'approvals');
  expect(bench.arrived[0]?.conversation).toMatchObject({ kind: 'channel', name: 'mail-approvals' });
});

test('words in a private chat and mentions in a channel come in, without the mention', async () => {
  await bench.act('message', { from: 'owner', text: 'diagnose &lt;535&gt;  5.7.3', conversation: 'personal' });
  await bench.act('message', { from: 'owner', text: '@Sendpass help', conversation: 'approvals' });
  const [said, mentioned] = bench.arrived;
  expect(said).toMatchObject({ input: { type: 'message' }, conversation: { kind: 'personal' } });
  expect(mentioned).toMatchObject({
    input: { type: 'message', text: 'help', thread: expect.any(String) },
    conversation: { kind: 'channel', name: 'mail-approvals' },
  });
});
