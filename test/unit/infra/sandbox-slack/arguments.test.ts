// What Slack makes of a request before a method sees it: content types, JSON that is none, charsets.
import { expect, test } from 'vitest';
import { workspace } from './support.ts';
import type { Json } from '../sandbox/support.ts';

const slack = workspace();

async function ask(method: string, init: RequestInit): Promise<Json> {
  const { sandbox } = slack();
  const reply = await fetch(`${(sandbox.cloud as unknown as Json)['slack'].api}${method}`, { method: 'POST', ...init });
  return { ...((await reply.json()) as Json), scopes: reply.headers.get('x-oauth-scopes') };
}
const bearer = () => ({ authorization: `Bearer ${slack().sandbox.env['SLACK_BOT_TOKEN']}` });
const typed = (type: string, body: string) => ({ headers: { ...bearer(), 'content-type': type }, body });

test.each([
  ['invalid_json', 'application/json', '{'],
  ['json_not_object', 'application/json', '[]'],
  ['invalid_post_type', 'text/xml', '<a/>'],
])('%s', async (error, type, body) => {
  expect(await ask('auth.test', typed(type, body))).toMatchObject({ ok: false, error });
});

test('a body without a type', async () => {
  const body = Buffer.from('a=b');
  expect(await ask('auth.test', { headers: bearer(), body })).toMatchObject({ ok: false, error: 'missing_post_type' });
});

test('JSON should name its charset, a form must not', async () => {
  const warned = async (type: string, body: string) => (await ask('auth.test', typed(type, body)))['warning'];
  expect(await warned('application/json', '{}')).toBe('missing_charset');
  expect(await warned('application/json; charset=utf-8', '{}')).toBeUndefined();
  expect(await warned('application/x-www-form-urlencoded', 'a=b')).toBeUndefined();
  expect(await warned('application/x-www-form-urlencoded; charset=utf-8', 'a=b')).toBe('superfluous_charset');
  const inBoth = await ask('auth.test', typed('application/json', '{}'));
  expect(inBoth['response_metadata']).toMatchObject({ warnings: ['missing_charset'] });
});

test('a multipart form is read, and the token in it stays out of the log', async () => {
  const { sandbox, channel } = slack();
  const body = new FormData();
  body.set('token', sandbox.env['SLACK_BOT_TOKEN']!);
  body.set('channel', channel('approvals'));
  body.set('text', 'line one\r\nline two');
  expect(await ask('chat.postMessage', { body })).toMatchObject({
    ok: true,
    message: { text: 'line one\r\nline two' },
  });
  expect(JSON.stringify(await sandbox.requests())).not.toContain(sandbox.env['SLACK_BOT_TOKEN']);
});

test('who is not known is told nobody’s scopes', async () => {
  expect(await ask('auth.test', {})).toMatchObject({ error: 'not_authed', scopes: null });
  expect(await ask('auth.test', { headers: { authorization: 'Bearer xoxb-1' } })).toMatchObject({
    error: 'invalid_auth',
    scopes: null,
  });
});
