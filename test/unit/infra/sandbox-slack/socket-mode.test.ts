import type { App } from '@slack/bolt';
import { afterEach, expect, test, vi } from 'vitest';
import { boltOverSocket, clientFor, errorOf, workspace } from './support.ts';

// Bolt's receiver for Socket Mode against the sandbox: hello, envelopes, acknowledgements with and without an answer, reconnecting.

const slack = workspace();
let app: App | undefined;
afterEach(async () => {
  await app?.stop();
  app = undefined;
});

async function appToken(): Promise<string> {
  const { sandbox, put } = slack();
  await put('settings', { mode: 'socket' });
  const env = await (await fetch(`${sandbox.url}/_sandbox/env`)).text();
  return /^SLACK_APP_TOKEN=(.*)$/m.exec(env)?.[1] ?? '';
}

const sockets = async (): Promise<number> => Number((await slack().sandbox.state())['slack'].sockets);

async function connected(prepare: (app: App) => void): Promise<void> {
  app = boltOverSocket(slack(), await appToken());
  prepare(app);
  await app.start();
  await vi.waitFor(async () => expect(await sockets()).toBe(1));
}

test('only while the app has Socket Mode on, and with the app’s token', async () => {
  const { sandbox } = slack();
  expect(sandbox.env).not.toHaveProperty('SLACK_APP_TOKEN');
  const token = await appToken();
  const open = (with_: string) => clientFor(sandbox, with_).apps.connections.open({});
  expect(await errorOf(open(sandbox.env['SLACK_BOT_TOKEN']!))).toBe('not_allowed_token_type');
  expect((await open(token)).url).toMatch(/^wss:\/\/localhost:\d+\/link\/\?ticket=/);
  await slack().put('settings', { mode: 'http' });
  expect(await errorOf(open(token))).toBe('socket_mode_not_enabled');
});

test('commands, presses and events arrive as envelopes; an acknowledgement carries the answer', async () => {
  const heard: string[] = [];
  await connected((bolt) => {
    bolt.command('/sendpass', async ({ ack, command }) => {
      heard.push(command.text);
      await ack('over the socket');
    });
    bolt.message(/.*/, async ({ message }) => void heard.push(message.type));
  });
  const { act, conversation } = slack();
  const { body } = await act('command', { from: 'owner', text: 'help' });
  expect(body).toMatchObject({ status: 200 });
  expect((await conversation('personal:owner'))['ephemerals']).toMatchObject([{ text: 'over the socket' }]);
  expect((await act('message', { from: 'owner', text: 'hi' })).body['status']).toBe(200);
  expect(heard).toEqual(['help', 'message']);
});

test('asked to reconnect it comes back on a new address; without a socket nothing arrives', async () => {
  await connected((bolt) => bolt.command('/sendpass', async ({ ack }) => ack('still here')));
  const { act } = slack();
  expect((await act('disconnect', { reason: 'refresh_requested' })).body).toEqual({ told: 1 });
  const answered = async () => (await act('command', { from: 'owner', text: 'x' })).body;
  await vi.waitFor(async () => expect(await answered()).toMatchObject({ status: 200 }), {
    timeout: 20_000,
    interval: 200,
  });
  await app?.stop();
  app = undefined;
  await vi.waitFor(async () => expect(await sockets()).toBe(0));
  expect(await answered()).toMatchObject({ status: 502 });
});
