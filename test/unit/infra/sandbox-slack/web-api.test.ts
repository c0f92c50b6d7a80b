import { afterEach, describe, expect, test, vi } from 'vitest';
import { actions, button, clientFor, errorOf, refusal, section, workspace } from './support.ts';

const slack = workspace();
afterEach(() => void vi.useRealTimers());

const post = (channel: string, more: object = {}) =>
  slack().client.chat.postMessage({ channel: slack().channel(channel), text: 'hello', ...more });

describe('who calls', () => {
  test('auth.test names team, bot user and bot', async () => {
    const { client, sandbox } = slack();
    const { slack: app } = await sandbox.state();
    expect(await client.auth.test()).toMatchObject({ ok: true, team_id: app.teamId, user_id: app.botUserId });
  });

  test('no token, a wrong one, and the app token where the bot token belongs', async () => {
    const { sandbox } = slack();
    expect(await errorOf(clientFor(sandbox, '').auth.test())).toBe('not_authed');
    expect(await errorOf(clientFor(sandbox, 'xoxb-not-this-one').auth.test())).toBe('invalid_auth');
    await sandbox.control('PUT', 'chat/slack/settings', { mode: 'socket' });
    const env = await (await fetch(`${sandbox.url}/_sandbox/env`)).text();
    const appToken = /^SLACK_APP_TOKEN=(.*)$/m.exec(env)?.[1] ?? '';
    expect(await errorOf(clientFor(sandbox, appToken).auth.test())).toBe('not_allowed_token_type');
  });

  test('a scope that was taken away is named with what is left', async () => {
    const { sandbox } = slack();
    await sandbox.control('PUT', 'permissions', { remove: ['slack:chat:write'] });
    const refused = await refusal(post('approvals'));
    expect(refused).toMatchObject({ error: 'missing_scope', needed: 'chat:write' });
    expect(refused['provided']).toContain('commands');
    expect(refused['provided']).not.toContain('chat:write');
    expect((await sandbox.control('PUT', 'permissions', { remove: ['slack:chat:wirte'] })).status).toBe(400);
  });

  test('without users:read.email nobody has an address, and nobody is found by one', async () => {
    const { client, sandbox, user } = slack();
    await sandbox.control('PUT', 'permissions', { remove: ['slack:users:read.email'] });
    const { user: found } = await client.users.info({ user: user('owner') });
    expect(found).toMatchObject({ real_name: 'Mara Lindt', tz: 'Europe/Berlin' });
    expect(found?.profile).not.toHaveProperty('email');
    expect(await errorOf(client.users.lookupByEmail({ email: 'mara.lindt@contoso.com' }))).toBe('missing_scope');
  });

  test('a method nobody has looked at here answers as Slack does, and is on the list', async () => {
    const { client, sandbox } = slack();
    expect(await errorOf(client.apiCall('reminders.add', {}))).toBe('unknown_method');
    expect((await sandbox.state())['unknownPaths']).toContainEqual(expect.stringContaining('/api/reminders.add'));
  });

  test('tokens are in no log', async () => {
    const { sandbox } = slack();
    await post('approvals');
    const log = JSON.stringify(await sandbox.requests());
    expect(log).toContain('chat.postMessage');
    expect(log).not.toContain(sandbox.env['SLACK_BOT_TOKEN']);
    expect(log).not.toContain(sandbox.env['SLACK_SIGNING_SECRET']);
    expect((await sandbox.control('GET', 'secrets')).body).toContain(sandbox.env['SLACK_BOT_TOKEN']);
  });
});

describe('messages', () => {
  test('posted with metadata, changed in place, deleted; the history has it all', async () => {
    const { client, channel } = slack();
    const metadata = { event_type: 'sendpass_card', event_payload: { id: 'card-1' } };
    const { ts } = await post('approvals', { blocks: [section('*one*'), actions(button('go', 'Go'))], metadata });
    const read = async (more = {}) =>
      (await client.conversations.history({ channel: channel('approvals'), ...more })).messages ?? [];
    expect((await read())[0]).not.toHaveProperty('metadata');
    expect((await read({ include_all_metadata: true }))[0]).toMatchObject({ ts, text: 'hello', metadata });
    // What is not sent stays; an empty list takes the blocks away.
    await client.chat.update({ channel: channel('approvals'), ts: ts!, text: 'two' });
    expect((await read({ include_all_metadata: true }))[0]).toMatchObject({ text: 'two', metadata });
    expect((await read())[0]?.blocks).toHaveLength(2);
    await client.chat.update({ channel: channel('approvals'), ts: ts!, text: 'three', blocks: [] });
    expect((await read())[0]?.blocks).toHaveLength(0);
    await client.chat.delete({ channel: channel('approvals'), ts: ts! });
    expect(await read()).toEqual([]);
    expect(await errorOf(client.chat.update({ channel: channel('approvals'), ts: ts!, text: 'x' }))).toBe(
      'message_not_found',
    );
  });

  test.each([
    ['general', 'not_in_channel'],
    ['board', 'channel_not_found'],
    ['old', 'is_archived'],
  ])('in %s: %s', async (where, error) => {
    expect(await errorOf(post(where))).toBe(error);
  });

  test('a channel that is not there, and a short name that only the control API knows', async () => {
    const { client } = slack();
    expect(await errorOf(client.chat.postMessage({ channel: 'C0000000000', text: 'x' }))).toBe('channel_not_found');
    expect(await errorOf(client.chat.postMessage({ channel: 'approvals', text: 'x' }))).toBe('channel_not_found');
  });

  test('after joining a public channel the app may write there', async () => {
    const { client, channel } = slack();
    await client.conversations.join({ channel: channel('general') });
    expect((await post('general')).ok).toBe(true);
    expect(await errorOf(client.conversations.join({ channel: channel('security') }))).toBe(
      'method_not_supported_for_channel_type',
    );
  });

  test('somebody else’s message can be neither changed nor deleted', async () => {
    const { client, channel, act } = slack();
    const { body } = await act('message', { from: 'owner', conversation: 'approvals', text: 'mine' });
    const theirs = { channel: channel('approvals'), ts: String(body['messageId']) };
    expect(await errorOf(client.chat.update({ ...theirs, text: 'x' }))).toBe('cant_update_message');
    expect(await errorOf(client.chat.delete(theirs))).toBe('cant_delete_message');
  });

  test('nothing said, too much said', async () => {
    const { client, channel, put } = slack();
    await put('settings', { rate: false });
    expect(await errorOf(post('approvals', { text: '' }))).toBe('no_text');
    const { ts } = await post('approvals', { text: 'x'.repeat(40_001) });
    const { messages } = await client.conversations.history({ channel: channel('approvals') });
    expect(messages?.[0]?.text).toHaveLength(40_000);
    const long = { channel: channel('approvals'), ts: ts!, text: 'x'.repeat(4001) };
    expect(await errorOf(client.chat.update(long))).toBe('msg_too_long');
    const blocks = Array.from({ length: 5 }, () => section('x'.repeat(2700)));
    expect(await errorOf(post('approvals', { blocks }))).toBe('msg_blocks_too_long');
    expect(await errorOf(post('approvals', { metadata: { event_type: 'x' } }))).toBe('invalid_metadata_schema');
  });

  test('an ephemeral message is for members, for one of them, and in no history', async () => {
    const { client, channel, user, conversation } = slack();
    const whisper = (to: string, where = 'approvals') =>
      client.chat.postEphemeral({ channel: channel(where), user: user(to), text: 'psst' });
    await whisper('owner');
    expect(await errorOf(whisper('guest'))).toBe('user_not_in_channel');
    expect(await errorOf(whisper('deactivated'))).toBe('user_not_in_channel');
    expect((await client.conversations.history({ channel: channel('approvals') })).messages).toEqual([]);
    expect((await conversation('approvals'))['ephemerals']).toMatchObject([{ reader: 'owner', text: 'psst' }]);
  });

  test('a reply goes to its thread and not into the channel’s history', async () => {
    const { client, channel } = slack();
    const { ts } = await post('approvals');
    await post('approvals', { text: 'reply', thread_ts: ts });
    expect((await client.conversations.history({ channel: channel('approvals') })).messages).toHaveLength(1);
    const { messages } = await client.conversations.replies({ channel: channel('approvals'), ts: ts! });
    expect(messages?.map((each) => each.text)).toEqual(['hello', 'reply']);
    expect(await errorOf(post('approvals', { thread_ts: '1.000001' }))).toBe('cannot_reply_to_message');
  });
});

describe('how often', () => {
  test('a burst of three, then one message a second and channel; other channels are not concerned', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    for (const _ of [1, 2, 3]) await post('approvals');
    expect(await refusal(post('approvals'))).toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: expect.any(Number) as number,
    });
    expect((await post('alerts-billing')).ok).toBe(true);
    vi.setSystemTime(Date.now() + 3000);
    expect((await post('approvals')).ok).toBe(true);
  });

  test('each method has its tier: the 21st users.list of a minute waits', async () => {
    const { client, put } = slack();
    for (let calls = 0; calls < 20; calls += 1) await client.users.list({});
    expect((await refusal(client.users.list({})))['code']).toBe('slack_webapi_rate_limited_error');
    await put('settings', { rate: false });
    expect((await client.users.list({})).ok).toBe(true);
  });
});

describe('people and channels', () => {
  test('the guest, the deactivated and the foreign are told apart', async () => {
    const { client, user, sandbox } = slack();
    const info = async (id: string) => (await client.users.info({ user: user(id) })).user;
    expect(await info('guest')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await info('deactivated')).toMatchObject({ deleted: true });
    const foreign = await info('foreign');
    const { slack: app } = await sandbox.state();
    expect(foreign).toMatchObject({ team_id: app.foreignTeamId, is_stranger: true });
    expect(foreign?.profile).not.toHaveProperty('email');
    expect(await errorOf(client.users.info({ user: 'U0000000000' }))).toBe('user_not_found');
    const { members } = await client.users.list({});
    expect(members?.map((each) => each.id)).not.toContain(user('foreign'));
  });

  test('found by e-mail: members who are active', async () => {
    const { client, user } = slack();
    const byEmail = (email: string) => client.users.lookupByEmail({ email });
    expect((await byEmail('Mara.Lindt@contoso.com')).user?.id).toBe(user('owner'));
    expect(await errorOf(byEmail('tom.vogel@contoso.com'))).toBe('users_not_found');
    expect(await errorOf(byEmail('ines.costa@fabrikam.example'))).toBe('users_not_found');
  });

  test('a direct message is opened with members only, and is the same every time', async () => {
    const { client, user, channel } = slack();
    const open = (id: string) => client.conversations.open({ users: user(id) });
    expect((await open('owner')).channel?.id).toBe(channel('personal:owner'));
    expect((await open('owner')).channel?.id).toBe(channel('personal:owner'));
    expect(await errorOf(open('deactivated'))).toBe('user_disabled');
    expect(await errorOf(open('foreign'))).toBe('user_not_visible');
    const posted = await client.chat.postMessage({ channel: user('owner'), text: 'to you' });
    expect(posted.channel).toBe(channel('personal:owner'));
  });

  test('members, kinds and the shared channel', async () => {
    const { client, channel, user } = slack();
    const { members } = await client.conversations.members({ channel: channel('security') });
    expect(members).toContain(user('approver'));
    expect(await errorOf(client.conversations.members({ channel: channel('board') }))).toBe('channel_not_found');
    const { channel: shared } = await client.conversations.info({ channel: channel('partners') });
    expect(shared).toMatchObject({ is_ext_shared: true, name: 'ext-fabrikam' });
    const { channels } = await client.conversations.list({ types: 'public_channel,private_channel', limit: 2 });
    expect(channels).toHaveLength(2);
    expect(await errorOf(client.conversations.list({ types: 'public' }))).toBe('invalid_types');
  });

  test('the user group of approvers is read anew at each call', async () => {
    const { client, user, put } = slack();
    const [group] = (await client.usergroups.list()).usergroups ?? [];
    const members = async () => (await client.usergroups.users.list({ usergroup: group!.id! })).users;
    expect(await members()).toEqual([user('approver')]);
    await put('group', { users: ['owner2'] });
    expect(await members()).toEqual([user('owner2')]);
    expect(await errorOf(client.usergroups.users.list({ usergroup: 'S0' }))).toBe('no_such_subteam');
  });
});

test('fault rules know Slack as a neighbour: 500, 429 in its envelope, a dropped reply after the work', async () => {
  const { sandbox, client, channel } = slack();
  const rule = (wish: object) =>
    sandbox.control('PUT', 'faults', { rules: [{ match: { neighbour: 'slack', path: 'chat.postMessage' }, ...wish }] });
  await rule({ status: 500 });
  expect((await refusal(post('approvals')))['code']).toBe('slack_webapi_http_error');
  await rule({ status: 429, retryAfter: 7 });
  expect(await refusal(post('approvals'))).toMatchObject({ retryAfter: 7 });
  await rule({ drop: 'after' });
  expect((await refusal(post('approvals')))['code']).toBe('slack_webapi_request_error');
  expect((await client.conversations.history({ channel: channel('approvals') })).messages).toHaveLength(1);
});
