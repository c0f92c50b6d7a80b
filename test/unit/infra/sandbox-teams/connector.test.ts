// The connector on the wire, as a client without the SDK sees it: who may call, what is no activity, what is not there.
import { expect, test } from 'vitest';
import { hurriedSandbox, ownToken, type Json } from '../sandbox/support.ts';

const use = hurriedSandbox();
type Answer = { status: number; body: Json };

async function botToken(): Promise<string> {
  const { env, cloud } = use().sandbox;
  const { loginUrl, scope } = (cloud as unknown as Json)['botFramework'];
  const body = new URLSearchParams({
    client_id: env['BOT_APP_ID']!,
    client_secret: env['BOT_APP_SECRET']!,
    scope,
    grant_type: 'client_credentials',
  });
  const reply = await fetch(`${loginUrl}/oauth2/v2.0/token`, { method: 'POST', body });
  return String(((await reply.json()) as Json)['access_token']);
}

async function call(method: string, path: string, wish: { body?: unknown; token?: string }): Promise<Answer> {
  const service = (use().sandbox.cloud as unknown as Json)['botFramework'].serviceUrls[0];
  const reply = await fetch(`${service}v3/conversations${path}`, {
    method,
    headers: { authorization: `Bearer ${wish.token ?? ''}`, 'content-type': 'application/json' },
    ...(wish.body === undefined ? {} : { body: JSON.stringify(wish.body) }),
  });
  return { status: reply.status, body: (await reply.json()) as Json };
}

async function channel(): Promise<string> {
  const list = (await use().sandbox.control('GET', 'chat/teams/conversations')).body as unknown as Json[];
  return String(list.find((each) => each['id'] === 'approvals')!['conversationId']);
}

test('a token for another service opens nothing', async () => {
  const path = `/${await channel()}/activities`;
  const foreign = await ownToken(use().sandbox, 'https://graph.microsoft.com/.default');
  const body = { type: 'message', text: 'x' };
  expect((await call('POST', path, { body, token: foreign })).status).toBe(401);
  expect((await call('POST', path, { body })).status).toBe(401);
});

test.each<[string, object, string]>([
  ['without a type', { text: 'x' }, 'MissingProperty'],
  ['of a type nobody knows', { type: 'massage', text: 'x' }, 'BadArgument'],
  ['that says nothing', { type: 'message', text: '' }, 'BadSyntax'],
])('an activity %s is refused', async (_what, body, code) => {
  const answer = await call('POST', `/${await channel()}/activities`, { body, token: await botToken() });
  expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
});

test('an update of an activity that is not there, a conversation that is not there, a page that was never given out', async () => {
  const token = await botToken();
  const here = await channel();
  const body = { type: 'message', text: 'x' };
  const code = async (method: string, path: string) => {
    const answer = await call(method, path, { token, ...(method === 'GET' ? {} : { body }) });
    return [answer.status, answer.body['error'].code];
  };
  expect(await code('PUT', `/${here}/activities/999`)).toEqual([404, 'ActivityNotFoundInConversation']);
  expect(await code('POST', '/19:nope@thread.tacv2/activities')).toEqual([404, 'ConversationNotFound']);
  expect(await code('GET', `/${here}/pagedmembers?continuationToken=made-up`)).toEqual([400, 'BadArgument']);
  expect(await code('GET', '')).toEqual([405, 'MethodNotAllowed']);
});
