import type { Json } from '../../support/sandbox.ts';
import { until } from '../../support/scenario-play.ts';
import { startSlackBench } from '../../unit/adapters/slack/support.ts';
import { fresh } from './wire.ts';
import type { Wire } from './wire.ts';

type Element = { type: string; action_id: string; text?: { text: string }; options?: { value: string }[] };

/** The Slack adapter behind its door, and a person in the sandbox's Slack. */
export async function startSlackWire(): Promise<Wire> {
  const bench = await startSlackBench();
  const people = async (): Promise<Json> =>
    ((await bench.sandbox.control('GET', '/_sandbox/chat/slack/people')) as unknown as Json[]).find(
      (each) => each['id'] === 'owner',
    )!;
  /** Messages, lines only they read, windows, App Home. */
  const shown = async (): Promise<string[]> => {
    const places = (await bench.state()).filter(({ id }) => id === 'personal:owner' || id === 'approvals');
    const { views, home } = await people();
    const all = [...places.flatMap(({ messages, ephemerals }) => [...messages, ...ephemerals]), ...views, home];
    return all.filter((each: Json | null) => each?.['from'] !== 'owner').map((each) => JSON.stringify(each));
  };
  const watched = async (work: () => Promise<Json>) => {
    const before = await shown();
    const { body } = await work();
    return async () => [JSON.stringify(body), ...fresh(before, await shown())];
  };
  await bench.sandbox.control('PUT', '/_sandbox/chat/slack/settings', { rate: false });
  await bench.act('command', { from: 'owner', text: '/sendpass help', conversation: 'personal' });
  const own = { ...bench.arrived.at(-1)!.personal!, id: 'row', state: 'ok' as const };
  const act = (body: Json) => bench.act('action', { from: 'owner', ...body });
  let card = 0;
  return {
    arrived: bench.arrived,
    platform: bench.slack.platform,
    answerWith: (answer) => void (bench.answer = answer),
    async press(view, { title, verb }) {
      const { messageId } = await bench.slack.platform.post(own, view, { id: `c${card++}`, maybePosted: false });
      const places = (await bench.state()) as { messages: { id: string; blocks: { elements?: Element[] }[] }[] }[];
      const { blocks } = places.flatMap(({ messages }) => messages).find(({ id }) => id === messageId)!;
      return watched(() => act({ message: messageId, ...pressed(blocks, title, verb) }));
    },
    async submit(view, _button, { inputs, answer }) {
      bench.answer = async () => ({ type: 'dialog', view });
      const before = JSON.stringify((await people())['views']);
      await bench.act('command', { from: 'owner', text: '/sendpass request', conversation: 'personal' });
      const opened = await until('the window', async () => {
        const now = (await people())['views'] as Json[];
        const top = now.at(-1);
        return JSON.stringify(now) !== before && top?.['submit'] ? top : undefined;
      });
      bench.answer = answer;
      return watched(() => act({ view: opened['id'], action: 'submit', inputs }));
    },
    type: (text) =>
      watched(() => bench.act('command', { from: 'owner', text: `/sendpass ${text}`, conversation: 'personal' })),
    mention: (text) =>
      watched(() => bench.act('message', { from: 'owner', text: `@Sendpass ${text}`, conversation: 'approvals' })),
    attach: null,
    home: () => watched(() => bench.act('home', { from: 'owner', tab: 'home' })),
    close: bench.close,
  };
}

/** A button of its own, or an entry of the menu behind the three dots. */
function pressed(blocks: { elements?: Element[] }[], title: string, verb: string): Json {
  const elements = blocks.flatMap((each) => each.elements ?? []);
  const button = elements.find((each) => each.action_id?.includes(`:${verb}:`) && each.text?.text === title);
  if (button) return { action: button.action_id };
  const menu = elements.find((each) => each.type === 'overflow');
  const entry = menu?.options?.find(({ value }) => value.split('?')[0]?.endsWith(`:${verb}`));
  if (!menu || !entry) throw new Error(`no button or entry "${title}" (${verb})`);
  return { action: menu.action_id, inputs: { [menu.action_id]: entry.value } };
}
