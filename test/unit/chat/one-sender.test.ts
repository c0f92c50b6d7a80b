import { expect, test } from 'vitest';
import { createOneSender } from '../../../src/chat/one-sender.ts';
import type { Card } from '../../../src/chat/port-chat-store.ts';
import type { ChatPlatform } from '../../../src/chat/port-chat-platform.ts';
import { showAll } from '../../../src/chat/refresh-cards.ts';
import { createShowCards } from '../../../src/chat/show-cards.ts';
import { SendpassError } from '../../../src/shared/errors.ts';
import { createRoom, desired, request, sender } from './fixtures.ts';

const busy = (retryAfterMs: number) =>
  new SendpassError({ code: 'chat-busy', kind: 'retryable', advice: 'slow down', retryAfterMs });

/** A channel that takes one message a second, says so with Retry-After, and loses what is cut off: Slack's, as far as a sender can tell. */
function slowChannel(clock: { at: number }) {
  const shown = new Map<string, string>();
  const calls = { early: 0, killed: 0 };
  let freeAt = 0;
  let named = 0;
  let next = 1;
  const take = () => {
    if (clock.at < named) calls.early += 1;
    if (clock.at < freeAt) {
      named = clock.at + 2000;
      throw busy(2000);
    }
    freeAt = clock.at + 1000;
  };
  const platform: ChatPlatform = {
    async post(_conversation, _view, card) {
      const before = [...shown].find(([, each]) => each === card?.id)?.[0];
      if (card?.maybePosted && before !== undefined) return { messageId: before };
      take();
      const messageId = `m${String(next++).padStart(4, '0')}`;
      shown.set(messageId, card?.id ?? '');
      // Posted, and then the process is gone before it wrote that down.
      if (next % 10 === 0) {
        calls.killed += 1;
        throw new Error('killed');
      }
      return { messageId };
    },
    update: async () => take(),
    remove: async () => undefined,
    openPersonal: () => Promise.reject(new Error('nobody')),
  };
  return { platform, shown, calls };
}

/** A channel with so many requests that wait, each with its card noted, in their order. */
async function arrangeCards(room: ReturnType<typeof createRoom>, count: number) {
  const channel = await room.repos.conversations.remember({
    platform: 'slack',
    kind: 'channel',
    name: 'approvals',
    personId: null,
    platformId: '#approvals',
    state: 'ok',
    reference: { channel: 'C1' },
  });
  const cards: Card[] = [];
  for (let no = 0; no < count; no++) {
    const app = { ...desired, localPart: `app-${no}` };
    await room.repos.senders.insert({ ...sender, id: `s${no}`, name: `App ${no}`, desired: app, requestId: `r${no}` });
    await room.repos.requests.insert({ ...request, id: `r${no}`, senderId: `s${no}`, desired: app });
    const matter = { about: 'request', requestId: `r${no}`, show: 'decide' } as const;
    const card = await room.repos.cards.ensure({ matter, conversationId: channel.id, readerId: null });
    cards.push(card);
    await room.transact((repos) => showAll(repos, [card]));
  }
  return { channel, cards };
}

test('cards come into one channel in their order, each once, at its pace and over kills', async () => {
  const room = createRoom();
  const { cards } = await arrangeCards(room, 60);
  // The same card asked for again and again is one post.
  for (const card of cards.filter((_, no) => no % 7 === 0)) await room.transact((repos) => showAll(repos, [card]));
  const { platform, shown, calls } = slowChannel(room.clock);
  const showCards = createShowCards({ ...room.deps, platform: createOneSender(platform, room.clock) });
  const { jobs } = room.tables();
  for (let runs = 0; jobs.length > 0; runs++) {
    if (runs > 5000) throw new Error('the jobs never end');
    const [entry] = jobs.splice(0, 1);
    if (entry?.job.name !== 'show-card') continue;
    try {
      await showCards(entry.job.data);
    } catch (thrown) {
      // As the queue does: again, after what the error names.
      jobs.push(entry);
      room.clock.at += (thrown as SendpassError).retryAfterMs ?? 1000;
    }
    room.clock.at += 100;
  }
  expect([...shown.values()]).toEqual(cards.map(({ id }) => id));
  expect(calls.killed).toBe(6);
  // Nothing was sent there before the time the channel had named.
  expect(calls.early).toBe(0);
}, 60_000);

test('a card that always fails holds up the others for a few tries and no longer', async () => {
  const room = createRoom();
  const { channel, cards } = await arrangeCards(room, 2);
  const [bad, good] = cards.map(({ id }) => id);
  const posts: string[] = [];
  const post: ChatPlatform['post'] = async (_conversation, _view, card) => {
    if (card?.id === bad) throw new SendpassError({ code: 'chat-broken', kind: 'retryable', advice: 'no' });
    posts.push(card?.id ?? '');
    return { messageId: `m${posts.length}` };
  };
  const showCards = createShowCards({ ...room.deps, platform: { ...room.deps.platform, post } });
  const tries: number[] = [];
  for (let i = 0; i < 8; i++) {
    await showCards({ conversationId: channel.id }).catch(() => undefined);
    tries.push(posts.length);
    room.clock.at += 1000;
  }
  expect(tries.slice(0, 3)).toEqual([0, 0, 0]);
  expect(posts).toEqual([good]);
});
