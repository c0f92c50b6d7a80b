import { beforeEach, expect, test } from 'vitest';
import { refreshRequest, refreshSender } from '../../../src/chat/refresh-cards.ts';
import { approver, arrived, createRoom, owner, request, second, sender } from './fixtures.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, second, approver]) await room.repos.people.remember(person);
  await room.repos.senders.insert(sender);
  await room.repos.requests.insert(request);
  const channel = await room.repos.conversations.remember({
    platform: 'teams',
    kind: 'channel',
    name: 'approvals',
    personId: null,
    platformId: '#approvals',
    state: 'ok',
    reference: { conversationId: '#approvals' },
  });
  await room.repos.settings.set('approvals-conversation', channel.id);
});

const refresh = () => room.transact((repos) => refreshRequest(repos, request.id));
const setState = async (patch: object) =>
  room.repos.senders.update({ ...(await room.repos.senders.get(sender.id))!, ...patch });

test('a request has one card in the channel and one with the person who asked', async () => {
  await refresh();
  await refresh();
  await room.work();
  expect(room.posts.map(({ op, place, view }) => [op, place, view?.view])).toEqual([
    ['post', '#approvals', 'decide'],
    ['post', 'chat-1', 'progress'],
  ]);
});

test('the same card changes in place, and nothing is sent when nothing changed', async () => {
  await refresh();
  await room.work();
  await refresh();
  await room.work();
  expect(room.posts).toHaveLength(2);
  await setState({ state: 'setting-up' });
  await room.transact((repos) => refreshSender(repos, sender.id));
  await room.work();
  expect(room.posts.at(-1)).toMatchObject({ op: 'update', place: 'chat-1', view: { state: 'setting-up' } });
});

test('many changes within a second become one more update', async () => {
  await refresh();
  await room.work();
  const before = room.posts.length;
  await setState({ state: 'setting-up' });
  for (let i = 0; i < 20; i++) await room.transact((repos) => refreshSender(repos, sender.id));
  await room.work();
  expect(room.posts.length - before).toBe(1);
});

test('co-owners get their card when it is proven, and only an owner’s own card carries a token', async () => {
  await setState({ state: 'ready', provenAt: room.clock.now() });
  await refresh();
  await room.work();
  const cards = ['chat-1', 'chat-2'].map((place) => room.at(place).at(-1)?.view);
  expect(cards).toMatchObject([
    { view: 'progress', state: 'ready', revealToken: expect.any(String) },
    { view: 'progress', state: 'ready', revealToken: expect.any(String) },
  ]);
  const [a, b] = cards.map((view) => (view as { revealToken: string }).revealToken);
  expect(a).not.toBe(b);
  // Stored hashed.
  expect(JSON.stringify(room.stored)).not.toContain(a);
});

test('a message somebody deleted comes back only while somebody has to act', async () => {
  await refresh();
  await room.work();
  room.broken.set('update m1', 'message-gone');
  await room.repos.requests.replacePending({ ...request, version: 2 }, 1);
  await refresh();
  await room.work();
  expect(room.at('#approvals').map(({ op }) => op)).toEqual(['post', 'post']);
  const posted = room.at('#approvals').at(-1)!.messageId;
  room.broken.set(`update ${posted}`, 'message-gone');
  await room.repos.requests.replacePending(
    {
      ...request,
      version: 2,
      state: 'denied',
      decision: { by: approver.id, at: room.clock.now(), verdict: 'denied', reason: 'no', version: 2 },
    },
    2,
  );
  await refresh();
  await room.work();
  expect(room.at('#approvals')).toHaveLength(2);
});

test('a card that cannot be delivered is shown to the second owner, then to the channel', async () => {
  room.broken.set(`open ${owner.id}`, 'chat-unreachable');
  await refresh();
  await room.work();
  expect(room.at('chat-2').at(-1)?.view).toMatchObject({ view: 'undelivered', person: 'Owner', appName: 'Billing' });
  expect(room.stored.audit.map((event) => event.type)).toEqual(['delivery-failed']);
});

test('with nobody else to tell, the channel learns of it; when the app is back the card arrives', async () => {
  room.broken.set(`open ${owner.id}`, 'chat-unreachable').set(`open ${second.id}`, 'chat-unreachable');
  await refresh();
  await room.work();
  expect(room.at('#approvals').map(({ view }) => view?.view)).toEqual(['decide', 'undelivered']);
  // Trying again by itself would only fill the log.
  await room.transact((repos) => refreshSender(repos, sender.id));
  await room.work();
  expect(room.stored.audit.filter((event) => event.actor === 'sendpass')).toHaveLength(2);
  room.broken.clear();
  await room.receive(arrived(owner, { type: 'installed' }));
  await room.work();
  expect(room.at('chat-1').at(-1)?.view?.view).toBe('progress');
});

test('killed between post and record, the card is posted again and the first copy is inert', async () => {
  await refresh();
  await room.work();
  const card = room.stored.cards.find((each) => each.matter.about === 'request')!;
  const copy = card.messageId!;
  // As the store stands after the kill: `posting`, no message known.
  await room.repos.cards.save({ ...card, messageId: null, state: 'posting', shownHash: null });
  await refresh();
  await room.work();
  const live = room.stored.cards.find((each) => each.id === card.id)!.messageId;
  expect(live).not.toBe(copy);
  const reply = await room.receive(
    arrived(
      approver,
      { type: 'action', action: 'approve', values: { requestId: request.id, version: '1' }, messageId: copy },
      '#approvals',
    ),
  );
  expect(reply).toMatchObject({ type: 'toast', text: expect.stringContaining('old copy') });
  expect(room.posts.at(-1)).toMatchObject({ op: 'remove', messageId: copy });
  expect(room.stored.requests[0]!.state).toBe('pending');
});

test('a clock that is set back by an hour does not hold up a card for that hour', async () => {
  await refresh();
  await room.work();
  room.clock.at -= 3_600_000;
  await setState({ state: 'setting-up' });
  await room.transact((repos) => refreshSender(repos, sender.id));
  await room.work();
  expect(room.posts.at(-1)).toMatchObject({ op: 'update', view: { state: 'setting-up' } });
});
