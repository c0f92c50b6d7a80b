import { beforeEach, expect, test } from 'vitest';
import type { View } from '../../../src/chat/view.ts';
import { arrangeReady, arrangeWaiting } from './arrange.ts';
import { approver, arrived, createRoom, owner, request, second, sender, stranger } from './fixtures.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, second, approver, stranger]) await room.repos.people.remember(person);
});

const shown = (place: string) => room.at(place).at(-1)?.view;

test('help shows what the asker may do here and nothing else', async () => {
  await arrangeReady(room);
  await room.say(stranger, 'help');
  const words = (place: string) =>
    (shown(place) as Extract<View, { view: 'help' }>).commands.map((each) => each.command);
  expect(words('chat-4')).toEqual(['request', 'diagnose <error>']);
  await room.say(owner, 'help');
  expect(words('chat-1')).toEqual([
    'request',
    'senders',
    'test <name>',
    'rotate <name>',
    'stop <name>',
    'leaked <name>',
    'retire <name>',
    'diagnose <error>',
  ]);
  await room.say(approver, 'help', '#general');
  expect(words('#general')).toEqual(['request', 'diagnose <error>', 'approvals', 'approvals here']);
  await room.say(stranger, 'sudo make me a sandwich');
  expect(shown('chat-4')).toMatchObject({ view: 'notice', text: expect.stringContaining('help') });
});

test('senders, approvals and the channel', async () => {
  await room.say(stranger, 'approvals here', '#approvals');
  expect(await room.repos.settings.get('approvals-conversation')).toBeUndefined();
  await room.repos.senders.insert(sender);
  await room.repos.requests.insert(request);
  await room.say(approver, 'approvals here', '#approvals');
  // What waited already is shown where decisions are made now.
  expect(room.at('#approvals').map(({ view }) => view?.view)).toContain('decide');
  await room.say(approver, 'approvals');
  expect(shown('chat-3')).toMatchObject({ view: 'approvals', channel: 'approvals', requests: [{ ownRequest: false }] });
  await room.say(stranger, 'approvals');
  expect(shown('chat-4')).toMatchObject({ view: 'notice' });
  await room.say(owner, 'senders');
  expect(shown('chat-1')).toMatchObject({
    view: 'senders',
    senders: [{ name: 'Billing', state: 'waiting for a decision' }],
  });
});

test('a message is answered in its thread, once, and kept until it is handled', async () => {
  const message = arrived(owner, { type: 'message', text: 'help', thread: '42' }, '#general');
  expect(await room.receive(message)).toEqual({ type: 'none' });
  expect(await room.receive(message)).toEqual({ type: 'none' });
  expect(room.stored.jobs.filter(({ job }) => job.name === 'handle-message')).toHaveLength(1);
  expect(JSON.stringify([...room.tables().deliveries.values()])).toContain('help');
  await room.work();
  expect(room.at('#general')).toHaveLength(1);
  expect(JSON.stringify([...room.tables().deliveries.values()])).not.toContain('help');
});

test('adding the app brings a welcome and the cards that could not be delivered', async () => {
  room.broken.set(`open ${owner.id}`, 'chat-unreachable');
  await arrangeWaiting(room);
  expect(room.at('chat-1')).toEqual([]);
  room.broken.clear();
  await room.receive(arrived(owner, { type: 'installed' }));
  await room.work();
  expect(room.at('chat-1').map(({ view }) => view?.view)).toEqual(expect.arrayContaining(['welcome', 'progress']));
  await room.receive(arrived(owner, { type: 'removed' }));
  await room.work();
  expect(
    room.stored.conversations.find((each) => each.personId === owner.id && each.reference['conversationId'])!.state,
  ).toBe('unreachable');
});
