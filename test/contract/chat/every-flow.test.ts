import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardOf } from '../../../cards/card-of.ts';
import type { Arrived } from '../../../src/chat/arrived.ts';
import { actionNames } from '../../../src/chat/action-name.ts';
import type { ActionName } from '../../../src/chat/action-name.ts';
import { commandNames } from '../../../src/chat/commands.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import { createRoom } from '../../unit/chat/fixtures.ts';
import { sampleViews } from '../../unit/cards/sample-views.ts';
import { until } from '../../support/scenario-play.ts';
import { notOn } from './not-on.ts';
import type { Flow } from './not-on.ts';
import { offerOf } from './offers.ts';
import { startSlackWire } from './slack-wire.ts';
import { startTeamsWire } from './teams-wire.ts';
import type { Answer, Seen, Wire } from './wire.ts';

// Every action and command on both platforms: a person finds it, what they press comes to the chat room as what it is, and what the room
// answers is shown to them. A flow that a platform lacks is a named skip; a new action that no card offers, or that arrives as something
// else, fails here.

const platforms = [
  { platform: 'teams', start: startTeamsWire },
  { platform: 'slack', start: startSlackWire },
] as const;

type Played = { name: Flow; play: (wire: Wire) => Promise<void> };

const actions = actionNames
  .filter((each) => each !== 'show-all')
  .map((action): Played => ({ name: action, play: (wire) => playAction(wire, action) }));

const commands = commandNames.map((command): Played => ({
  name: `typed: ${command}`,
  async play(wire) {
    const { room, answer, replies } = roomBehind(wire);
    wire.answerWith(answer);
    await expectShown(replies, room, await wire.type(command));
  },
}));

const others: Played[] = [
  {
    name: 'show-all',
    async play(wire) {
      const { room, answer, replies } = roomBehind(wire);
      wire.answerWith(answer);
      const view = sampleViews((text) => text.repeat(20), 100)['senders']!;
      const seen = await wire.press(view, { title: 'Show all', verb: 'show-all' });
      await expectArrived(wire, { type: 'open-dialog', action: 'show-all', values: { again: 'senders' } });
      await expectShown(replies, room, seen);
    },
  },
  {
    name: 'asked in a channel, answered there',
    async play(wire) {
      const { room, answer } = roomBehind(wire);
      wire.answerWith(answer);
      const seen = await wire.mention('help');
      await room.work();
      await untilShown(seen, 'What you can do here');
    },
  },
  {
    name: 'a report attached',
    async play(wire) {
      wire.answerWith(roomBehind(wire).answer);
      await wire.attach?.('Sender address,Messages\n');
      expect(wire.arrived.at(-1)?.input).toMatchObject({ type: 'message', files: [{ name: 'report.csv' }] });
    },
  },
  { name: 'a page of one’s own', play: async (wire) => untilShown(await wire.home!(), 'Nothing waits.') },
];

describe.each(platforms)('$platform', ({ platform, start }) => {
  let wire: Wire;
  beforeAll(async () => {
    wire = await start();
  });
  afterAll(() => wire?.close());

  for (const { name, play } of [...actions, ...commands, ...others]) {
    const why = notOn[platform][name];
    test.skipIf(why !== undefined)(`${name}${why === undefined ? '' : ` – ${why}`}`, async () => {
      await expect(play(wire)).resolves.toBeUndefined();
    });
  }
});

async function playAction(wire: Wire, action: ActionName): Promise<void> {
  const offer = offerOf(action);
  if (!offer) throw new Error(`no sample view offers "${action}": add one to test/unit/cards/sample-views.ts`);
  const { room, answer, replies } = roomBehind(wire);
  if (offer.by === 'button') {
    wire.answerWith(answer);
    const seen = await wire.press(offer.view, offer.button);
    const type = offer.button.button === 'dialog' ? 'open-dialog' : 'action';
    await expectArrived(wire, { type, action, values: offer.button.data });
    return expectShown(replies, room, seen);
  }
  const { view, submit, inputs } = offer;
  const seen = await wire.submit(view, submit, { inputs, answer });
  await expectArrived(wire, { type: 'submit-dialog', action, values: { ...inputs, ...submit.data } });
  return expectShown(replies, room, seen);
}

/** The real chat room on an empty store, its answers noted. */
function roomBehind(wire: Wire) {
  const room = createRoom();
  Object.assign(room.deps, { platform: wire.platform });
  wire.arrived.length = 0;
  const replies: Reply[] = [];
  const answer: Answer = async (what) => {
    const reply = await room.receive(what);
    replies.push(reply);
    return reply;
  };
  return { room, answer, replies };
}

/** In Slack a press that opens a window is acknowledged before it comes here. */
async function expectArrived(
  { arrived }: Wire,
  { type, action, values }: { type: string; action: string; values: Record<string, string> },
): Promise<void> {
  const of = ({ input }: Arrived): boolean => 'action' in input && input.action === action;
  const came = await until(`"${action}" to arrive`, async () => arrived.find(of));
  expect(came.input).toMatchObject({ type, action, values });
}

/** What the room said, at once or by the job that answers, stands in front of the person. */
async function expectShown(replies: Reply[], room: ReturnType<typeof createRoom>, seen: Seen): Promise<void> {
  await until('an answer of the chat room', async () => replies.length > 0);
  const said = wordsOf(replies[0]!);
  if (said !== null) return untilShown(seen, said);
  // Answered by a job, with a message.
  await room.work();
  expect((await seen()).length).toBeGreaterThan(1);
}

const wordsOf = (reply: Reply): string | null => {
  if (reply.type === 'none') return null;
  return 'text' in reply ? reply.text : cardOf(reply.view).title;
};

const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
const untilShown = (seen: Seen, words: string): Promise<void> =>
  until(`“${words}” to be shown`, async () => (await seen()).some((each) => letters(each).includes(letters(words))), {
    within: 10_000,
    last: async () => (await seen()).join('\n').slice(0, 3000),
  }).then(() => undefined);
