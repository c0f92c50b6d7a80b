import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { hurriedSandbox, type Call, type Json } from './support.ts';

// What a test must be able to rely on: a right it takes away is one, and the log shows what the client got.

const now = hurriedSandbox();

test.each([
  ['everything', /"everything" does not start with graph: or arm: or vault:/],
  ['graph:User.Read.Al', /nothing called "graph:User\.Read\.Al".*User\.Read\.All/],
  ['graph:user.read.all', /nothing called/],
  ['vault:sett', /nothing called "vault:sett".*set/],
  [
    'arm:Microsoft.Authorisation/roleAssignments/write',
    /nothing called.*Microsoft\.Authorization\/roleAssignments\/write/,
  ],
  ['arm:Microsoft.Communication/EmailServices/Domains/SenderUsernames/put', /nothing called/],
])('a permission that Sendpass does not hold is refused: %s', async (name, says) => {
  const { sandbox } = now();
  await sandbox.control('PUT', 'permissions', { remove: ['vault:set'] });
  const { status, body } = await sandbox.control('PUT', 'permissions', { remove: ['graph:User.Read.All', name] });
  expect(status).toBe(400);
  expect(body['error'].message).toMatch(says);
  expect((await sandbox.control('GET', 'permissions')).body).toEqual({ remove: ['vault:set'] });
});

test('whole neighbours, beginnings of ARM actions and data actions of the vault can be taken away', async () => {
  const { sandbox, graph } = now();
  const remove = [
    'graph:*',
    'arm:*',
    'arm:microsoft.communication/emailservices/domains/senderusernames/write',
    'arm:Microsoft.Communication',
    'vault:',
    'vault:Microsoft.KeyVault/vaults/secrets/setSecret/action',
  ];
  expect((await sandbox.control('PUT', 'permissions', { remove })).status).toBe(200);
  expect((await graph('GET', '/users')).status).toBe(403);
});

test('the log has every header that the client got, whoever answered', async () => {
  const { sandbox, graph, upsert } = now();
  const own = new Set(['connection', 'keep-alive']); // of the connection, not of the answer
  const got = async (answer: Promise<Awaited<ReturnType<Call>>>): Promise<[number, Json]> => {
    const { status, headers } = await answer;
    return [status, Object.fromEntries([...headers].filter(([name]) => !own.has(name)))];
  };
  const rule = { match: { neighbour: 'graph', path: 'sendpass-b' }, status: 429, retryAfter: 7 };
  await sandbox.control('PUT', 'faults', { rules: [rule] });
  const answers = [
    await got(upsert('sendpass-a')),
    await got(upsert('sendpass-a')),
    await got(upsert('sendpass-b')),
    await got(graph('GET', '/nobody-knows-this')),
  ];
  expect(answers.map(([status]) => status)).toEqual([201, 204, 429, expect.any(Number)]);
  const logged = (await sandbox.requests()).filter((each) => each['neighbour'] === 'graph');
  expect(logged.map((each) => [each['status'], each['responseHeaders']])).toEqual(answers);
  expect(answers[0]?.[1]).toMatchObject({ 'content-type': expect.stringContaining('json'), date: expect.any(String) });
});

test("the log has the bot's headers too, and none when nothing answered", async () => {
  const { sandbox } = now();
  const bot = createServer((_request, response) => response.writeHead(202, { 'x-bot': 'here' }).end());
  await once(bot.listen(0, '127.0.0.1'), 'listening');
  const { port } = bot.address() as AddressInfo;
  const say = () => sandbox.control('POST', 'chat/teams/message', { from: 'owner', text: 'hello' });
  await sandbox.control('PUT', 'bot', { url: `http://127.0.0.1:${port}/` });
  await say();
  await new Promise((resolve) => bot.close(resolve));
  await say();
  const [answered, silent] = (await sandbox.requests()).filter((each) => each['requestBody']?.text === 'hello');
  expect(answered).toMatchObject({ status: 202, responseHeaders: { 'x-bot': 'here', date: expect.any(String) } });
  expect(silent).toMatchObject({ status: 502, responseHeaders: {} });
});
