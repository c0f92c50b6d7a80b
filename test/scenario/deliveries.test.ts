import { expect, test } from 'vitest';
import type { Json, SandboxProcess } from '../support/sandbox.ts';
import { approve, messagesIn, playRequest, until, untilCard, untilReady } from '../support/scenario-play.ts';
import { sharedScene } from '../support/scenario-scene.ts';
import { secretsLeft } from '../support/scenario-secrets.ts';
import { expectWorld, nothing, oneSender } from '../support/scenario-world.ts';

// What a stranger, a broken proxy or a replay sends to the door.

const scene = sharedScene();

const raw = (sandbox: SandboxProcess, wish: Json): Promise<Json> =>
  sandbox.control('POST', '/_sandbox/chat/teams/raw', wish);

/** The approver's click on Approve as it went over the wire once, for a pending request. */
async function clickOn(sandbox: SandboxProcess, data: Json, messageId: string, id: string): Promise<Json> {
  const said = (await sandbox.requests()).find((each) => /approvals here/.test(String(each['requestBody']?.['text'])));
  const { text: _text, entities: _entities, attachments: _attachments, ...base } = (said ?? {})['requestBody'] as Json;
  const value = { action: { type: 'Action.Execute', verb: 'approve', data }, trigger: 'manual' };
  return { ...base, type: 'invoke', name: 'adaptiveCard/action', id, replyToId: messageId, value };
}

test('a delivery that is not from Teams, or not from our people, is refused and decides nothing', async () => {
  const { sandbox } = scene();
  const card = await playRequest(sandbox);
  const data = ((card.card ?? {})['actions'] as Json[])[0]?.['data'] as Json;
  const kinds = [
    'none',
    'bad-signature',
    'wrong-audience',
    'wrong-issuer',
    'emulator',
    'expired',
    'no-endorsement',
    'no-service-url',
  ];
  for (const token of kinds) {
    const { status } = await raw(sandbox, { activity: await clickOn(sandbox, data, card.id, `f:${token}`), token });
    expect([`${token} 401`, `${token} 403`]).toContain(`${token} ${status}`);
  }
  const click = await clickOn(sandbox, data, card.id, 'f:elsewhere');
  const elsewhere = await raw(sandbox, { activity: click, serviceUrl: 'https://localhost:1/' });
  expect([401, 403]).toContain(elsewhere['status']);
  const { serviceUrl: _none, ...without } = click;
  expect([400, 401, 403]).toContain((await raw(sandbox, { activity: without }))['status']);
  const tenant = {
    ...click,
    conversation: { ...click['conversation'], tenantId: crypto.randomUUID() },
    channelData: { tenant: { id: crypto.randomUUID() } },
  };
  expect([401, 403]).toContain((await raw(sandbox, { activity: tenant }))['status']);
  await untilCard(sandbox, 'approvals', { id: card.id, button: 'Approve' });
  await expectWorld(sandbox, nothing);
});

test('a delivery that comes twice does nothing twice', async () => {
  const { sandbox } = scene();
  const [card] = (await messagesIn(sandbox, 'approvals')).slice(-1);
  expect(await approve(sandbox, card ?? (await playRequest(sandbox)))).toMatch(/^Approved/);
  await untilReady(sandbox);
  const requests = await sandbox.requests();
  const bots = requests.filter((each) => each['neighbour'] === 'bot' && each['status'] === 200);
  const texts = bots.filter((each) => each['requestBody']?.['type'] === 'message');
  const clicks = bots.filter((each) => each['requestBody']?.['name'] !== undefined);
  const posts = async (): Promise<number> => ((await sandbox.state())['posts'] as Json[]).length;
  const before = await posts();
  for (const each of [...texts, ...clicks]) {
    const { status } = await raw(sandbox, { activity: each['requestBody'] as Json });
    expect(status).toBeLessThan(500);
  }
  // A new word is answered after whatever the replays started.
  await sandbox.message({ from: 'owner2', text: 'help' });
  await until('the answer to help', async () => (await posts()) > before);
  expect(await posts()).toBe(before + 1);
  await expectWorld(sandbox, oneSender);
});

test('and no secret was written down', async () => {
  const { sandbox, bot } = scene();
  expect(await secretsLeft(sandbox, bot)).toEqual([]);
});
