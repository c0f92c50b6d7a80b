import { beforeEach, expect, test } from 'vitest';
import { homeView } from '../../../src/chat/home.ts';
import { arrangeReady, arrangeWaiting } from './arrange.ts';
import { approver, arrived, createRoom, owner, second, stranger } from './fixtures.ts';

let room: ReturnType<typeof createRoom>;
beforeEach(async () => {
  room = createRoom();
  for (const person of [owner, second, approver, stranger]) await room.repos.people.remember(person);
});

const showAll = (actor: typeof owner, values: Record<string, string>, messageId: string | null, place?: string) =>
  room.receive(arrived(actor, { type: 'open-dialog', action: 'show-all', values, messageId }, place));

const messageIn = async (place: string): Promise<string> => {
  const conversation = room.tables().conversations.get(place);
  const card = [...room.tables().cards.values()].find((each) => each.conversationId === conversation?.id);
  return card?.messageId ?? 'none';
};

test('all of a card is made anew from what is stored, and the page is passed on', async () => {
  await arrangeWaiting(room);
  const reply = await showAll(approver, { again: 'card', page: '2' }, await messageIn('#approvals'), '#approvals');
  expect(reply).toMatchObject({
    type: 'dialog',
    view: { view: 'decide', request: { appName: 'Billing' } },
    whole: { page: 2, again: { again: 'card' } },
  });
});

test('a message that is no card here, or stands in another conversation, shows nothing', async () => {
  await arrangeWaiting(room);
  const id = await messageIn('#approvals');
  expect(await showAll(stranger, { again: 'card' }, id)).toMatchObject({ type: 'toast' });
  expect(await showAll(stranger, { again: 'card' }, 'made up', '#approvals')).toMatchObject({ type: 'toast' });
  expect(await showAll(stranger, { again: 'card' }, null, '#approvals')).toMatchObject({ type: 'toast' });
  expect(await showAll(stranger, { again: 'anything' }, id, '#approvals')).toMatchObject({ type: 'toast' });
});

test('the owner’s card, shown whole, carries no token that could reveal', async () => {
  await arrangeReady(room);
  const reply = await showAll(owner, { again: 'card' }, await messageIn('chat-1'));
  expect(reply).toMatchObject({ type: 'dialog', view: { view: 'progress', state: 'ready', revealToken: null } });
});

test('a list is asked for again as the one who pressed', async () => {
  await arrangeWaiting(room);
  expect(await showAll(owner, { again: 'senders' }, null)).toMatchObject({
    view: { view: 'senders', senders: [{ name: 'Billing' }] },
  });
  expect(await showAll(stranger, { again: 'senders' }, null)).toMatchObject({ view: { senders: [] } });
  expect(await showAll(stranger, { again: 'approvals' }, null)).toMatchObject({ view: { view: 'notice' } });
});

test('one’s own page: an approver sees what waits, an owner their senders, nobody anything of others', async () => {
  await arrangeWaiting(room);
  expect(await homeView(room.deps, approver)).toMatchObject({
    senders: [],
    waits: [{ appName: 'Billing', ownRequest: false }],
    channel: 'approvals',
  });
  expect(await homeView(room.deps, owner)).toMatchObject({ senders: [{ name: 'Billing' }], waits: null });
  expect(await homeView(room.deps, stranger)).toMatchObject({ senders: [], waits: null });
  expect(await room.open(stranger, 'help-open', {})).toMatchObject({ type: 'dialog', view: { view: 'help' } });
});
