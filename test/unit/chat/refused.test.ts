import { beforeEach, expect, test } from 'vitest';
import { refreshRequest } from '../../../src/chat/refresh-cards.ts';
import { countRefused, tryRefusedAgain } from '../../../src/chat/refused.ts';
import { arrangeWaiting } from './arrange.ts';
import { approver, createRoom, owner, request, second, sender } from './fixtures.ts';

// What Teams refuses for its form (400, 413) would be refused again: it is not repeated for ever, and nothing is lost.

let room: ReturnType<typeof createRoom>;
let errors: object[];
beforeEach(async () => {
  room = createRoom();
  errors = [];
  room.deps.logger = { ...room.deps.logger, error: (words) => void errors.push(words) };
  for (const person of [owner, second, approver]) await room.repos.people.remember(person);
});

const refresh = async () => {
  await room.transact((repos) => refreshRequest(repos, request.id));
  await room.work();
};
const edited = async (version: number, purpose: string) => {
  await room.repos.requests.replacePending(
    { ...request, version, desired: { ...request.desired, purpose } },
    version - 1,
  );
  await refresh();
};
const decide = () => room.stored.cards.find(({ matter }) => matter.about === 'request')!;
const failures = () => room.stored.audit.filter(({ type }) => type === 'delivery-failed');
const inChannel = () => room.at('#approvals').filter(({ view }) => view?.view === 'decide');

test('a card refused for its form rests: the operator reads it, and the place counts as reachable', async () => {
  await room.say(approver, 'approvals here', '#approvals');
  room.broken.set('#approvals', 'card-refused');
  await room.repos.senders.insert(sender);
  await room.repos.requests.insert(request);
  await refresh();
  expect(decide()).toMatchObject({ state: 'refused', messageId: null, why: expect.any(String) });
  expect(errors).toMatchObject([{ card: decide().id, code: 'card-refused' }]);
  expect(failures()).toMatchObject([{ subject: `request:${request.id}`, data: { code: 'card-refused' } }]);
  expect(room.stored.conversations.map(({ state }) => state)).not.toContain('unreachable');
  await refresh();
  expect(failures()).toHaveLength(1);
  room.broken.clear();
  await refresh();
  expect(inChannel()).toEqual([]);
  await edited(2, 'Reminders instead of invoices');
  expect(inChannel()).toMatchObject([{ op: 'post' }]);
  expect(decide()).toMatchObject({ state: 'posted', why: null });
});

test('what stood there before stays and is still the card; a start tries what was refused once more', async () => {
  await arrangeWaiting(room);
  await refresh();
  const { messageId } = decide();
  room.broken.set(`update ${messageId}`, 'card-too-large');
  await edited(2, 'Reminders instead of invoices');
  expect(decide()).toMatchObject({ state: 'refused', messageId });
  expect(await countRefused(room.repos)).toBe(1);
  room.broken.clear();
  await room.transact(tryRefusedAgain);
  await room.work();
  expect(inChannel().at(-1)).toMatchObject({ op: 'update', messageId, view: { request: { version: 2 } } });
  expect(await countRefused(room.repos)).toBe(0);
});

test('an answer that is refused is not worked out again and again; whoever asked is told that there is one', async () => {
  const { platform } = room.deps;
  const tried: string[] = [];
  const post: typeof platform.post = (place, view) => {
    tried.push(view.view);
    room.broken.clear();
    if (view.view === 'help') room.broken.set('chat-1', 'card-refused');
    return platform.post(place, view);
  };
  room.deps.platform = { ...platform, post };
  await room.say(owner, 'help');
  expect(tried).toEqual(['help', 'notice']);
  expect(room.at('chat-1').at(-1)?.view).toMatchObject({ text: expect.stringContaining('operator') });
  expect(failures()).toMatchObject([{ data: { about: 'help', code: 'card-refused' } }]);
  expect(errors).toMatchObject([{ view: 'help', code: 'card-refused' }]);
  expect([...room.tables().deliveries.values()].map(({ interaction }) => interaction)).toEqual([null]);
});
