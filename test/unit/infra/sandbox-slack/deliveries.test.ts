import type { App } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { actions, boltOverHttp, button, errorOf, input, modal, section, words, workspace } from './support.ts';

// Bolt, as an app would use it, against deliveries of the sandbox: signatures are checked for real, modals open and close as in Slack.

const slack = workspace();
let app: App;
let stop: () => Promise<void>;
/** Everything Bolt let through, newest last. */
// oxlint-disable-next-line typescript/no-explicit-any -- foreign payloads, read field by field
const heard: any[] = [];
let onSubmit: (ack: (answer?: never) => Promise<void>) => Promise<void> = (ack) => ack();

beforeAll(async () => {
  ({ app, stop } = await boltOverHttp(slack()));
  app.use(async ({ body, next }) => {
    heard.push(body);
    await next();
  });
  app.command('/sendpass', async ({ command, ack, client }) => {
    if (command.text === 'open') {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form() });
    } else if (command.text === 'public') await ack({ response_type: 'in_channel', text: 'for all' });
    else await ack(`You said ${command.text}`);
  });
  app.action(/.*/, async ({ ack }) => ack());
  app.view({ callback_id: 'form', type: 'view_submission' }, async ({ ack }) => onSubmit(ack as never));
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => ack());
  app.event(/.*/, async () => {});
});
afterAll(() => stop());
afterEach(() => {
  heard.length = 0;
  onSubmit = (ack) => ack();
  vi.useRealTimers();
});

const form = (more: object = {}) =>
  modal([input('name', 'Name'), input('why', 'Purpose', { optional: true })], {
    callback_id: 'form',
    notify_on_close: true,
    ...more,
  });
const open = async (): Promise<string> => {
  const { body } = await slack().act('command', { from: 'owner', text: 'open', wait: true });
  return body['views'].at(-1).id as string;
};
const post = async (blocks: object[], where = 'approvals'): Promise<string> => {
  const { client, channel } = slack();
  const posted = await client.chat.postMessage({ channel: channel(where), text: 'x', blocks: blocks as never[] });
  return posted.ts!;
};

test('the address proves itself with the challenge', async () => {
  const { body } = await slack().act('verify', {});
  expect(body).toMatchObject({ verified: true, status: 200 });
});

test('a command is acknowledged with words for the person alone, or for everybody there', async () => {
  const { act, conversation } = slack();
  const { body } = await act('command', { from: 'owner', conversation: 'approvals', text: 'help me' });
  expect(body).toMatchObject({ status: 200, body: 'You said help me' });
  expect(heard.at(-1)).toMatchObject({ command: '/sendpass', text: 'help me', channel_name: 'mail-approvals' });
  await act('command', { from: 'owner', conversation: 'approvals', text: '/sendpass public' });
  const place = await conversation('approvals');
  expect(place['ephemerals']).toMatchObject([{ reader: 'owner', text: 'You said help me' }]);
  expect(place['messages']).toMatchObject([{ from: 'bot', text: 'for all' }]);
  expect((await act('command', { from: 'foreign', conversation: 'partners', text: 'help' })).status).toBe(400);
  expect((await act('command', { from: 'deactivated', text: 'help' })).status).toBe(400);
});

test('a press carries the element, the message with its metadata, and an address to answer to', async () => {
  const { act, user, channel } = slack();
  const ts = await post([actions(button('approve', 'Approve', { value: 'r1', style: 'primary' }))]);
  const { body } = await act('action', { from: 'approver', message: ts, action: 'Approve' });
  expect(body['status']).toBe(200);
  expect(heard.at(-1)).toMatchObject({
    type: 'block_actions',
    user: { id: user('approver') },
    container: { type: 'message', message_ts: ts, channel_id: channel('approvals'), is_ephemeral: false },
    message: { ts },
    actions: [{ action_id: 'approve', value: 'r1', style: 'primary', type: 'button' }],
  });
  expect((await act('action', { from: 'guest', message: ts, action: 'approve' })).body['error']).toContain(
    'not a member',
  );
  expect((await act('action', { from: 'owner', message: ts, action: 'deny' })).body['error']).toContain('Approve');
});

test('only its reader sees and presses an ephemeral message', async () => {
  const { client, channel, user, act, conversation } = slack();
  const blocks = [actions(button('ok', 'OK'))] as never[];
  await client.chat.postEphemeral({ channel: channel('approvals'), user: user('owner'), text: 'x', blocks });
  const [{ id }] = (await conversation('approvals'))['ephemerals'];
  expect((await act('action', { from: 'approver', message: id, action: 'ok' })).status).toBe(400);
  expect((await act('action', { from: 'owner', message: id, action: 'ok' })).body['status']).toBe(200);
  expect(heard.at(-1).container).toMatchObject({ is_ephemeral: true });
  expect(heard.at(-1)).not.toHaveProperty('message');
});

test('response_url: five answers within half an hour, which may replace or delete what was pressed', async () => {
  const { act, conversation } = slack();
  const ts = await post([actions(button('ok', 'OK'))]);
  const address = async (): Promise<string> => {
    await act('action', { from: 'owner', message: ts, action: 'ok' });
    return String(heard.at(-1).response_url);
  };
  const answer = async (url: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: reply.status, text: await reply.text() };
  };
  const url = await address();
  expect(await answer(url, { text: 'psst' })).toEqual({ status: 200, text: 'ok' });
  expect((await conversation('approvals'))['ephemerals']).toMatchObject([{ reader: 'owner', text: 'psst' }]);
  expect((await answer(url, { blocks: [section('x'.repeat(3001))] })).status).toBe(400);
  await answer(url, { replace_original: true, text: 'done' });
  expect((await conversation('approvals'))['messages'][0]).toMatchObject({ text: 'done', blocks: [] });
  for (const text of ['3', '4', '5']) expect((await answer(url, { text })).status).toBe(200);
  expect(await answer(url, { text: '6' })).toMatchObject({ status: 404, text: expect.stringContaining('used_url') });
  const late = await slack().act('command', { from: 'owner', conversation: 'approvals', text: 'x' });
  expect(late.body['status']).toBe(200);
  const lateUrl = String(heard.at(-1).response_url);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
  expect(await answer(lateUrl, { text: 'x' })).toMatchObject({ text: expect.stringContaining('expired_url') });
});

test('a trigger opens one modal, and only for three seconds', async () => {
  const { act, client } = slack();
  await act('command', { from: 'owner', text: 'help' });
  const { trigger_id: trigger } = heard.at(-1);
  await client.views.open({ trigger_id: trigger, view: form() });
  expect(await errorOf(client.views.open({ trigger_id: trigger, view: form() }))).toBe('exchanged_trigger_id');
  await act('command', { from: 'owner', text: 'help' });
  const late = heard.at(-1).trigger_id as string;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3001 });
  expect(await errorOf(client.views.open({ trigger_id: late, view: form() }))).toBe('expired_trigger_id');
  expect(await errorOf(client.views.open({ trigger_id: '1.2.3', view: form() }))).toBe('invalid_trigger_id');
});

test('a refused view does not use the trigger up', async () => {
  const { act, client } = slack();
  await act('command', { from: 'owner', text: 'help' });
  const { trigger_id: trigger } = heard.at(-1);
  expect(await errorOf(client.views.open({ trigger_id: trigger, view: form({ title: words('x'.repeat(25)) }) }))).toBe(
    'invalid_arguments',
  );
  expect((await client.views.open({ trigger_id: trigger, view: form() })).ok).toBe(true);
});

test('a submitted modal: the client’s own checks, errors on fields, then closed', async () => {
  const { act, person } = slack();
  const view = await open();
  const submit = (inputs: object, more = {}) =>
    act('action', { from: 'owner', view, action: 'submit', inputs, ...more });
  expect((await submit({})).body['error']).toContain('Please complete this required field');
  expect((await submit({ surname: 'x' })).body['error']).toContain('no such field');
  expect(heard.some((each) => each.type === 'view_submission')).toBe(false);
  onSubmit = (ack) => ack({ response_action: 'errors', errors: { name: 'Taken' } } as never);
  expect((await submit({ name: 'billing' })).body['body']).toMatchObject({ errors: { name: 'Taken' } });
  expect((await person('owner'))['views']).toHaveLength(1);
  onSubmit = (ack) => ack({ response_action: 'errors', errors: { nowhere: 'x' } } as never);
  expect((await submit({ name: 'billing' })).body['trouble']).toContain('no input block');
  onSubmit = (ack) => ack();
  expect((await submit({})).body['status']).toBe(200);
  // What was typed before is still there.
  expect(heard.at(-1)).toMatchObject({ view: { state: { values: { name: { value: { value: 'billing' } } } } } });
  expect((await person('owner'))['views']).toEqual([]);
});

test('response_action updates, pushes and clears; three are the most', async () => {
  const { act, person, client } = slack();
  const view = await open();
  const inputs = { name: 'billing' };
  onSubmit = (ack) => ack({ response_action: 'update', view: form({ title: words('Sure?') }) } as never);
  await act('action', { from: 'owner', view, action: 'Send', inputs });
  expect((await person('owner'))['views']).toMatchObject([{ id: view, title: { text: 'Sure?' } }]);
  onSubmit = (ack) => ack({ response_action: 'push', view: form({ title: words('More') }) } as never);
  const { body } = await act('action', { from: 'owner', view, action: 'submit', inputs });
  expect(body['views']).toMatchObject([{ id: view }, { previous_view_id: view, root_view_id: view }]);
  const { trigger_id: trigger } = heard.at(-1);
  await client.views.push({ trigger_id: trigger, view: form() });
  const top = (await person('owner'))['views'].at(-1).id as string;
  const refused = await act('action', { from: 'owner', view: top, action: 'submit', inputs });
  expect(refused.body['trouble']).toContain('push_limit_reached');
  onSubmit = (ack) => ack({ response_action: 'clear' } as never);
  await act('action', { from: 'owner', view: top, action: 'submit', inputs });
  expect((await person('owner'))['views']).toEqual([]);
  expect(await errorOf(client.views.update({ view_id: view, view: form() }))).toBe('not_found');
});

test('updated behind the person’s back: refused with an old hash; what is typed stays with its ids', async () => {
  const { act, client } = slack();
  const view = await open();
  onSubmit = (ack) => ack({ response_action: 'errors', errors: { why: 'Say more' } } as never);
  await act('action', { from: 'owner', view, action: 'submit', inputs: { name: 'billing' } });
  const { hash } = heard.at(-1).view;
  await client.views.update({ view_id: view, hash, view: form({ title: words('Second') }) });
  expect(await errorOf(client.views.update({ view_id: view, hash, view: form() }))).toBe('hash_conflict');
  onSubmit = (ack) => ack();
  await act('action', { from: 'owner', view, action: 'submit', inputs: {} });
  expect(heard.at(-1).view.state.values.name.value.value).toBe('billing');
});

test('a closed modal is told of when it asked for it', async () => {
  const { act, person } = slack();
  const view = await open();
  await act('action', { from: 'owner', view, action: 'close' });
  expect(heard.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: view } });
  expect((await person('owner'))['views']).toEqual([]);
});

test('App Home: opened, published, pressed in', async () => {
  const { act, client, user, person, put } = slack();
  await act('home', { from: 'owner' });
  await vi.waitFor(() => expect(heard.at(-1).event).toMatchObject({ type: 'app_home_opened', tab: 'home' }));
  const view = { type: 'home' as const, blocks: [actions(button('refresh', 'Refresh'))] };
  await client.views.publish({ user_id: user('owner'), view });
  expect((await person('owner'))['home']).toMatchObject({ type: 'home' });
  await act('action', { from: 'owner', view: 'home', action: 'Refresh' });
  expect(heard.at(-1)).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
  expect(await errorOf(client.views.publish({ user_id: user('owner'), view, hash: '1.x' }))).toBe('hash_conflict');
  await put('settings', { homeEnabled: false });
  expect(await errorOf(client.views.publish({ user_id: user('owner'), view }))).toBe('not_enabled');
});

test('words in a direct message are heard, in a channel only with a mention', async () => {
  const { act, channel } = slack();
  await act('message', { from: 'owner', text: 'help' });
  expect(heard.at(-1).event).toMatchObject({ type: 'message', channel_type: 'im', text: 'help' });
  expect((await act('message', { from: 'owner', conversation: 'approvals', text: 'lunch?' })).body['status']).toBe(204);
  await act('message', { from: 'owner', conversation: 'approvals', text: '@Sendpass hello' });
  expect(heard.at(-1).event).toMatchObject({ type: 'app_mention', channel: channel('approvals') });
});

test('changed accounts, new ones, and who joins a channel are told', async () => {
  const { act, put, user } = slack();
  await put('user', { id: 'owner', patch: { email: 'mara@contoso.com', deleted: true } });
  expect(heard.at(-1).event).toMatchObject({ type: 'user_change', user: { id: user('owner'), deleted: true } });
  await put('user', { id: 'newcomer', patch: { name: 'Noa Adler' } });
  expect(heard.at(-1).event).toMatchObject({ type: 'team_join', user: { real_name: 'Noa Adler' } });
  await act('member', { user: 'guest', conversation: 'approvals' });
  expect(heard.at(-1).event).toMatchObject({ type: 'member_joined_channel', user: user('guest') });
});
