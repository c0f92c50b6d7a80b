import { afterAll, beforeAll, expect, test } from 'vitest';
import { slackError } from '../../../../adapters/slack/errors.ts';
import { typedText } from '../../../../adapters/slack/text.ts';
import type { Conversation } from '../../../../src/chat/port-chat-store.ts';
import type { View } from '../../../../src/chat/view.ts';
import { slackMessages, wordsIn } from '../../../support/slack-play.ts';
import { personId, startSlackBench } from './support.ts';
import type { SlackBench } from './support.ts';

let bench: SlackBench;
let places: Record<string, string>;
beforeAll(async () => {
  bench = await startSlackBench();
  places = Object.fromEntries((await bench.state()).map((each) => [each['id'], each['conversationId']]));
});
afterAll(() => bench?.close());

const notice = (text: string): View => ({ view: 'notice', title: 'Hello', text, tone: 'good' });
const conversation = (id = 'approvals'): Conversation => ({
  id: 'row',
  platform: 'slack',
  kind: 'channel',
  name: id,
  personId: null,
  state: 'ok',
  reference: { channel: places[id] ?? id },
});
const shown = async (id: string) =>
  (await slackMessages(bench.sandbox, 'approvals'))
    .filter((each) => each.id === id)
    .map((each) => wordsIn(each.blocks));

test('a card is posted, updated in place and removed', async () => {
  const { platform } = bench.slack;
  const { messageId } = await platform.post(conversation(), notice('one'), { id: 'c1', maybePosted: false });
  await platform.update(conversation(), messageId, notice('two'));
  expect((await shown(messageId)).join()).toContain('two');
  await platform.remove(conversation(), messageId);
  expect(await shown(messageId)).toEqual([]);
  await expect(platform.update(conversation(), messageId, notice('three'))).rejects.toMatchObject({
    code: 'message-gone',
    kind: 'conflict',
  });
});

test('a post whose answer was lost is found again by its card and not posted twice', async () => {
  const { platform } = bench.slack;
  const rules = [{ match: { neighbour: 'slack', path: 'chat.postMessage' }, nth: 1, times: 1, drop: 'after' as const }];
  await bench.sandbox.putFaults({ rules });
  const first = platform.post(conversation(), notice('once'), { id: 'c2', maybePosted: false });
  await expect(first).rejects.toMatchObject({ kind: 'retryable' });
  const { messageId } = await platform.post(conversation(), notice('once more'), { id: 'c2', maybePosted: true });
  const all = await slackMessages(bench.sandbox, 'approvals');
  expect(all.filter(({ blocks }) => /once/.test(wordsIn(blocks))).map(({ id }) => id)).toEqual([messageId]);
  expect((await shown(messageId)).join()).toContain('once more');
});

test('throttling keeps the time Slack asks for, and the SDK repeats nothing by itself', async () => {
  const rules = [
    { match: { neighbour: 'slack', path: 'chat.postMessage' }, nth: 1, times: 1, status: 429, retryAfter: 3 },
  ];
  await bench.sandbox.putFaults({ rules });
  await expect(bench.slack.platform.post(conversation(), notice('busy'))).rejects.toMatchObject({
    code: 'chat-busy',
    retryAfterMs: 3000,
  });
});

test.each(['general', 'old', 'C0000000000'])(
  '%s cannot be written to: not a member, archived, not there',
  async (id) => {
    await expect(bench.slack.platform.post(conversation(id), notice('x'))).rejects.toMatchObject({
      code: 'chat-unreachable',
      kind: 'denied',
    });
  },
);

test('a chat is opened with whoever has an account, and with nobody else', async () => {
  expect(await bench.slack.platform.openPersonal(personId)).toMatchObject({
    platform: 'slack',
    kind: 'personal',
    personId,
    platformId: places['personal:owner'],
  });
  await expect(bench.slack.platform.openPersonal('somebody')).rejects.toMatchObject({ code: 'chat-unreachable' });
});

test.each([
  [{ code: 'slack_webapi_platform_error', data: { error: 'token_revoked' } }, 'chat-unreachable'],
  [{ code: 'slack_webapi_platform_error', data: { error: 'account_inactive' } }, 'chat-unreachable'],
  [{ code: 'slack_webapi_platform_error', data: { error: 'msg_blocks_too_long' } }, 'card-too-large'],
  [{ code: 'slack_webapi_platform_error', data: { error: 'invalid_blocks' } }, 'card-refused'],
  [{ code: 'slack_webapi_platform_error', data: { error: 'expired_trigger_id' } }, 'dialog-late'],
  [{ code: 'slack_webapi_platform_error', data: { error: 'invalid_auth' } }, 'slack-token-refused'],
  [{ code: 'slack_webapi_platform_error', data: { error: 'a_word_of_tomorrow' } }, 'chat-broken'],
  [{ code: 'slack_webapi_rate_limited_error', retryAfter: 7 }, 'chat-busy'],
  [{ code: 'slack_webapi_http_error', statusCode: 503 }, 'chat-broken'],
  [{ code: 'slack_webapi_request_error', original: new Error('xoxb-secret') }, 'chat-broken'],
])('what the SDK throws, %j, becomes %s', (thrown, code) => {
  const error = slackError(Object.assign(new Error('words of the vendor'), thrown));
  expect(error.code).toBe(code);
  expect(JSON.stringify([error.message, error.code, error.advice, error.vendor, String(error.cause)])).not.toMatch(
    /xoxb|words of the vendor/,
  );
});

test.each([
  ['<@U1> approvals here', 'approvals here'],
  ['hello <@U2|Ann>', 'hello @Ann'],
  ['mail <mailto:a@b.example|a@b.example> &lt;x&gt; &amp;amp;', 'mail a@b.example <x> &amp;'],
  ['see <https://x.example/a|x>  \n now', 'see https://x.example/a now'],
  ['<!channel> \0', '@channel \uFFFD'],
])('typed %j is read as %j', (typed, read) => {
  expect(typedText(typed, 'U1')).toBe(read);
});
