import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../../support/scenario-play.ts';
import { slackWindow } from '../../../support/slack-play.ts';
import { startSlackBench } from './support.ts';
import type { SlackBench } from './support.ts';

let bench: SlackBench;
beforeAll(async () => {
  bench = await startSlackBench('socket');
});
afterAll(() => bench?.close());

test('in Socket Mode commands, windows and words come over our own connection, and there is no door', async () => {
  expect(bench.slack.route).toBeNull();
  bench.answer = async () => ({ type: 'toast', text: 'Seen.' });
  const said = await bench.act('command', { from: 'owner', text: '/sendpass senders', conversation: 'personal' });
  expect(JSON.stringify(said['body'])).toMatch(/Seen/);
  bench.answer = async () => ({
    type: 'dialog',
    view: { view: 'deny-form', requestId: 'r', version: 1, appName: 'Billing', error: null, reason: '' },
  });
  await bench.act('command', { from: 'owner', text: '/sendpass request', conversation: 'personal' });
  const view = await slackWindow(bench.sandbox, 'owner', /Billing/);
  bench.answer = async () => ({ type: 'close-dialog', text: 'Denied.' });
  await bench.act('action', { from: 'owner', view: view['id'], action: 'submit', inputs: { reason: 'no' } });
  await slackWindow(bench.sandbox, 'owner', /Denied\./);
});

test('an event is acknowledged when it is stored: one that could not be comes again', async () => {
  await bench.sandbox.control('PUT', '/_sandbox/chat/slack/settings', { retryDelaysMs: [10, 20, 30] });
  bench.arrived.length = 0;
  bench.answer = () =>
    bench.arrived.length < 2 ? Promise.reject(new Error('database')) : Promise.resolve({ type: 'none' });
  await bench.act('message', { from: 'owner', text: 'help', conversation: 'personal' });
  await until('the event to come again', async () => bench.arrived.length >= 2);
  expect(new Set(bench.arrived.map(({ deliveryId }) => deliveryId)).size).toBe(1);
});
