import { beforeEach, expect, test } from 'vitest';
import { createRefusedDeliveries } from '../../../src/chat/refused-delivery.ts';
import { arrangeWaiting } from './arrange.ts';
import { formValues } from './form-values.ts';
import { approver, arrived, createRoom, desired, owner, request, sender } from './fixtures.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, approver]) await room.repos.people.remember(person);
});

const refusals = () => room.stored.audit.filter(({ type }) => type === 'delivery-refused').map(({ data }) => data);

test('values of another request’s card decide nothing, are told privately and recorded', async () => {
  await arrangeWaiting(room);
  const app = { ...desired, appName: 'Other', localPart: 'other' };
  await room.repos.senders.insert({ ...sender, id: 'snd2', name: 'Other', desired: app, requestId: 'req2' });
  await room.repos.requests.insert({ ...request, id: 'req2', senderId: 'snd2', desired: app });
  const card = room.stored.cards.find((each) => each.matter.about === 'request')!;
  const click = (requestId: string) =>
    room.receive(
      arrived(
        approver,
        { type: 'action', action: 'approve', values: { requestId, version: '1' }, messageId: card.messageId },
        '#approvals',
      ),
    );
  expect(await click('req2')).toMatchObject({ type: 'toast', text: expect.stringContaining('does not belong') });
  expect(room.stored.requests.map(({ state }) => state)).toEqual(['pending', 'pending']);
  expect(refusals()).toMatchObject([{ why: 'other-card', action: 'approve' }]);
  expect(await click('req1')).toMatchObject({ text: expect.stringContaining('Approved') });
});

test('a window sent after the request was withdrawn changes nothing and is recorded', async () => {
  await arrangeWaiting(room);
  await room.click(owner, 'withdraw', { requestId: 'req1', version: '1' });
  const reply = await room.submit(approver, 'deny-submit', { requestId: 'req1', version: '1', reason: 'no' });
  expect(JSON.stringify(reply)).toMatch(/withdrawn/);
  expect(room.stored.requests[0]!.state).toBe('withdrawn');
  expect(refusals()).toMatchObject([{ why: 'late-form', action: 'deny-submit' }]);
});

test.each(['withdraw', 'decide'])(
  'an edit sent after it was over (%s) changes nothing and is recorded',
  async (how) => {
    await arrangeWaiting(room);
    const version = { requestId: 'req1', version: '1' };
    if (how === 'withdraw') await room.click(owner, 'withdraw', version);
    else await room.submit(approver, 'deny-submit', { ...version, reason: 'no' });
    const before = JSON.stringify([room.stored.requests, room.stored.senders]);
    const reply = await room.submit(owner, 'edit-submit', { ...formValues, ...version, purpose: 'Something else' });
    expect(JSON.stringify(reply)).toMatch(/withdrawn|denied/i);
    expect(JSON.stringify([room.stored.requests, room.stored.senders])).toBe(before);
    expect(refusals()).toMatchObject([{ why: 'late-form', action: 'edit-submit' }]);
  },
);

test('an action nobody knows is told and recorded', async () => {
  expect(await room.click(owner, 'drop-tables', {})).toMatchObject({ type: 'toast' });
  expect(refusals()).toMatchObject([{ why: 'unknown-action', action: 'drop-tables' }]);
});

test('strangers at the door are one line a minute, with how many they were', async () => {
  const refused = createRefusedDeliveries(room.deps);
  for (let i = 0; i < 50; i++) refused({ platform: 'slack', why: 'bad signature' });
  refused({ platform: 'slack', why: 'replayed' });
  room.clock.at += 61_000;
  refused({ platform: 'slack', why: 'bad signature' });
  await expect
    .poll(() => refusals())
    .toEqual([
      { platform: 'slack', why: 'bad signature' },
      { platform: 'slack', why: 'replayed' },
      { platform: 'slack', why: 'bad signature', more: 49 },
    ]);
});
