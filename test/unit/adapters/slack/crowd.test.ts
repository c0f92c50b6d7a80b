import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../../../adapters/postgres/open-store.ts';
import type { Store } from '../../../../adapters/postgres/open-store.ts';
import { createOneSender } from '../../../../src/chat/one-sender.ts';
import { showAll } from '../../../../src/chat/refresh-cards.ts';
import { createShowCards } from '../../../../src/chat/show-cards.ts';
import { systemClock } from '../../../../src/shared/clock.ts';
import { slackMessages, wordsIn } from '../../../support/slack-play.ts';
import { until } from '../../../support/scenario-play.ts';
import { handlers, quiet } from '../../../support/store-samples.ts';
import { createRoom, desired, request, sender } from '../../chat/fixtures.ts';
import { startSlackBench } from './support.ts';
import type { SlackBench } from './support.ts';

// One channel, many requests: the real database, its queue, the adapter and the sandbox's Slack, which asks for patience, loses answers and
// breaks connections in between.

const count = 500;
let bench: SlackBench;
let store: Store;

beforeAll(async () => {
  bench = await startSlackBench();
  store = await openStore({ logger: quiet, clock: systemClock });
});
afterAll(async () => {
  await store?.stopJobs();
  await store?.close();
  await bench?.close();
});

const nameOf = (no: number): string => `App ${String(no).padStart(3, '0')}`;

async function arrange(channel: string): Promise<string> {
  const place = await store.transact(({ conversations }) =>
    conversations.remember({
      platform: 'slack',
      kind: 'channel',
      name: 'approvals',
      personId: null,
      platformId: channel,
      state: 'ok',
      reference: { channel },
    }),
  );
  for (let no = 0; no < count; no++)
    await store.transact(async (repos) => {
      const own = { ...desired, appName: nameOf(no), localPart: `app-${no}` };
      const { id } = { id: `s${no}` };
      await repos.senders.insert({ ...sender, id, name: own.appName, desired: own, requestId: `r${no}` });
      await repos.requests.insert({ ...request, id: `r${no}`, senderId: id, desired: own });
      const matter = { about: 'request', requestId: `r${no}`, show: 'decide' } as const;
      await showAll(repos, [await repos.cards.ensure({ matter, conversationId: place.id, readerId: null })]);
    });
  return place.id;
}

test(
  '500 cards come into one channel in their order, each once, over 429, lost answers and broken connections',
  { timeout: 240_000 },
  async () => {
    const [place] = (await bench.state()).filter((each) => each['id'] === 'approvals');
    const conversationId = await arrange(String(place?.['conversationId']));
    // The rate of a channel is a message a second (facts/chat.md §3): at that pace this would take nine minutes, so the refusals are counted out.
    await bench.sandbox.control('PUT', '/_sandbox/chat/slack/settings', { rate: false });
    const match = { neighbour: 'slack', path: 'chat.postMessage' };
    const rules = [20, 150, 151, 300, 420].flatMap((nth) => [
      { match, nth, times: 1, status: 429, retryAfter: 1 },
      { match, nth: nth + 20, times: 1, drop: 'after' as const },
      { match, nth: nth + 40, times: 1, drop: 'before' as const },
    ]);
    await bench.sandbox.putFaults({ latency: [0, 1], rules });
    const { deps } = createRoom();
    const platform = createOneSender(bench.slack.platform, systemClock);
    const showCards = createShowCards({ ...deps, clock: systemClock, transact: store.transact, platform });
    await store.startJobs(handlers({ 'show-card': showCards }));
    const waiting = () => store.transact(({ cards }) => cards.listWanted(conversationId, 1));
    await until('all cards', async () => (await waiting()).length === 0, { within: 200_000 });
    const messages = await slackMessages(bench.sandbox, 'approvals');
    const names = messages.map(({ blocks }) => /App \d{3}/.exec(wordsIn(blocks))?.[0] ?? '?');
    expect(names).toEqual(Array.from({ length: count }, (_, no) => nameOf(no)));
    const posts = (await bench.sandbox.requests()).filter((each) => String(each['url']).endsWith('chat.postMessage'));
    expect(posts.filter((each) => each['status'] === 429).length).toBeGreaterThan(0);
  },
);
