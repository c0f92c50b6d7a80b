import { beforeEach, expect, test } from 'vitest';
import { cardOf } from '../../../cards/card-of.ts';
import { renderText } from '../../../cards/render-text.ts';
import { refreshRequest } from '../../../src/chat/refresh-cards.ts';
import type { View } from '../../../src/chat/view.ts';
import type { Sender } from '../../../src/senders/sender.ts';
import { arrangeWaiting } from './arrange.ts';
import { approver, arrived, createRoom, owner, request, second, sender } from './fixtures.ts';
import { mainRoute } from './main-route.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, second, approver]) await room.repos.people.remember(person);
});

const lastOf = (place: string, view: View['view']): View =>
  room
    .at(place)
    .flatMap((post) => (post.view?.view === view ? [post.view] : []))
    .at(-1)!;
const words = (view: View): string => renderText(view, { now: room.clock.now() }).replaceAll(/\s+/g, ' ');
const buttons = (view: View) => cardOf(view).buttons ?? [];
const event = async (type: 'installed' | 'removed', place: string) => {
  await room.receive(arrived(approver, { type }, place));
  await room.work();
};
const other = (id: string, state: Sender['state'], requestId = 'none') =>
  room.repos.senders.insert({
    ...sender,
    id,
    name: id,
    state,
    requestId,
    desired: { ...sender.desired, appName: id, localPart: id },
  });
const another = async () => {
  await other('snd2', 'requested', 'req2');
  await room.repos.requests.insert({ ...request, id: 'req2', senderId: 'snd2' });
  await room.transact((repos) => refreshRequest(repos, 'req2'));
  await room.work();
};

test('without a channel the owner and whoever asks for approvals are told, and it is mended by one command', async () => {
  await room.repos.senders.insert(sender);
  await room.repos.requests.insert(request);
  await room.transact((repos) => refreshRequest(repos, request.id));
  await room.work();
  const told = words(lastOf('chat-1', 'progress'));
  expect(told).toContain('IT has not chosen the channel');
  expect(told).toContain('approvals here');
  expect(told).not.toContain('nothing to do');
  await room.say(approver, 'approvals here', '#approvals');
  expect(lastOf('#approvals', 'decide')).toMatchObject({ outcome: { state: 'pending' } });
  expect(words(lastOf('chat-1', 'progress'))).toContain('nothing to do');
});

test('a channel that removed the app is said to be lost, to owners who wait and to those who ask later', async () => {
  await arrangeWaiting(room);
  room.broken.set('#approvals', 'chat-unreachable');
  await event('removed', '#approvals');
  expect(words(lastOf('chat-1', 'progress'))).toContain('IT has lost the channel');
  const before = room.posts.length;
  await another();
  const [post] = room.posts.slice(before).filter(({ place }) => place === 'chat-1');
  expect(post?.view).toMatchObject({ view: 'progress', approvals: 'lost' });
  await room.say(approver, 'approvals');
  const list = lastOf('chat-3', 'approvals');
  expect(list).toMatchObject({ lost: true, requests: [{}, {}] });
  expect(words(list)).toContain('Add it there again');
});

test('a channel that only refuses is lost too; back again it sees all that waits, one live card each', async () => {
  await arrangeWaiting(room);
  const [old] = room.at('#approvals').filter(({ view }) => view?.view === 'decide');
  room.broken.set('#approvals', 'chat-unreachable');
  await another();
  expect(lastOf('chat-1', 'progress')).toMatchObject({ approvals: 'lost' });
  room.broken.clear();
  const before = room.posts.length;
  // Teams may name another channel of the team.
  await event('installed', '#general');
  const after = room.posts.slice(before).filter(({ place }) => place === '#approvals');
  expect(after.filter(({ op, view }) => op === 'post' && view?.view === 'decide')).toHaveLength(2);
  expect(after).toContainEqual(expect.objectContaining({ op: 'remove', messageId: old!.messageId }));
  expect(words(lastOf('chat-1', 'progress'))).toContain('nothing to do');
});

test('a word from a lost channel leaves it lost; the first post that it takes is what brings it back', async () => {
  await arrangeWaiting(room);
  room.broken.set('#approvals', 'chat-unreachable');
  await another();
  await room.say(approver, 'approvals', '#approvals');
  await room.say(approver, 'approvals');
  expect(lastOf('chat-3', 'approvals')).toMatchObject({ lost: true });
  room.broken.clear();
  await room.say(approver, 'approvals', '#approvals');
  expect(lastOf('#approvals', 'approvals')).not.toHaveProperty('lost');
  expect(room.at('#approvals').filter(({ op, view }) => op === 'post' && view?.view === 'decide')).toHaveLength(3);
  await room.say(approver, 'approvals');
  expect(lastOf('chat-3', 'approvals')).not.toHaveProperty('lost');
});

test('a lost channel that nobody adds the app to again is found by the next card it takes', async () => {
  await arrangeWaiting(room);
  room.broken.set('#approvals', 'chat-unreachable');
  await another();
  room.broken.clear();
  await other('snd3', 'requested', 'req3');
  await room.repos.requests.insert({ ...request, id: 'req3', senderId: 'snd3' });
  await room.transact((repos) => refreshRequest(repos, 'req3'));
  await room.work();
  expect(lastOf('chat-1', 'progress')).not.toHaveProperty('approvals');
  await room.say(approver, 'approvals');
  expect(lastOf('chat-3', 'approvals')).not.toHaveProperty('lost');
});

test('a team that is named by another of its channels is lost and found as a whole, and another team is not meant', async () => {
  const inTeam = async (type: 'installed' | 'removed' | 'message', place: string, team: string) => {
    const text = 'approvals here';
    const { conversation, ...rest } = arrived(approver, { type, text }, place);
    await room.receive({ ...rest, conversation: { ...conversation, reference: { conversationId: place, team } } });
    await room.work();
  };
  await arrangeWaiting(room);
  await inTeam('message', '#approvals', 'mail');
  await inTeam('removed', '#sales', 'sales');
  expect(lastOf('chat-1', 'progress')).not.toHaveProperty('approvals');
  room.broken.set('#approvals', 'chat-unreachable');
  await inTeam('removed', '#general', 'mail');
  expect(lastOf('chat-1', 'progress')).toMatchObject({ approvals: 'lost' });
  await inTeam('installed', '#sales', 'sales');
  await room.say(approver, 'approvals');
  expect(lastOf('chat-3', 'approvals')).toMatchObject({ lost: true });
  room.broken.clear();
  await inTeam('installed', '#general', 'mail');
  expect(lastOf('chat-1', 'progress')).not.toHaveProperty('approvals');
});

test('after a move only the new channel has buttons, for requests and for tasks', async () => {
  await arrangeWaiting(room);
  await other('snd2', 'needs-person');
  await room.repos.tasks.save({
    id: 'tsk',
    senderId: 'snd2',
    generation: 1,
    code: 'mailfrom-quota',
    title: 'Raise',
    why: 'Quota',
    script: 'az',
    state: 'open',
    openedAt: room.clock.now(),
    doneBy: null,
  });
  await room.say(approver, 'approvals here', '#approvals');
  await room.say(approver, 'approvals here', '#new');
  for (const view of ['decide', 'task'] as const) {
    expect(words(lastOf('#approvals', view))).toContain('Moved');
    expect(buttons(lastOf('#approvals', view))).toEqual([]);
    expect(buttons(lastOf('#new', view))).not.toEqual([]);
  }
  await room.click(approver, 'approve', { requestId: request.id, version: '1' });
  await room.work();
  for (const place of ['#approvals', '#new'])
    expect(lastOf(place, 'decide')).toMatchObject({ outcome: { state: 'approved' } });
});

test('approved behind as many as are set up at once: the card says so until its first step', async () => {
  await arrangeWaiting(room);
  room.deps.setUpAtOnce = 2;
  await other('other1', 'setting-up');
  await room.click(approver, 'approve', { requestId: request.id, version: '1' });
  await room.work();
  expect(words(lastOf('chat-1', 'progress'))).not.toContain('turn');
  await other('other2', 'setting-up');
  await room.transact((repos) => refreshRequest(repos, request.id));
  await room.work();
  expect(words(lastOf('chat-1', 'progress'))).toContain('Waiting its turn: 2 others are being set up');
  await room.repos.senders.saveRoute({ ...mainRoute, id: 'rt1', state: 'making' });
  await room.repos.senders.saveStep({
    routeId: 'rt1',
    kind: 'application',
    name: 'x',
    state: 'intended',
    externalId: null,
    facts: {},
    reason: null,
    reasonCode: null,
    intendedAt: room.clock.now(),
    doneAt: null,
    tookMs: null,
  });
  await room.transact((repos) => refreshRequest(repos, request.id));
  await room.work();
  expect(words(lastOf('chat-1', 'progress'))).not.toContain('turn');
});
