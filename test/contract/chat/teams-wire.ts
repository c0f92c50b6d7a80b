import { startBench } from '../../unit/adapters/teams/support.ts';
import type { Json } from '../../unit/adapters/teams/support.ts';
import { fresh } from './wire.ts';
import type { Wire } from './wire.ts';

/** The Teams adapter behind its door, and a person in the sandbox's Teams. */
export async function startTeamsWire(): Promise<Wire> {
  const bench = await startBench();
  const act = async (what: string, body: object): Promise<Json> => {
    const acted = await bench.call('POST', `/_sandbox/chat/teams/${what}`, body);
    if (acted.error !== undefined) throw new Error(acted.error);
    return acted;
  };
  const conversations = (): Promise<Json[]> => bench.call('GET', '/_sandbox/chat/teams/conversations');
  const said = async (id: string): Promise<string[]> =>
    ((await conversations()).find((each) => each.id === id)?.messages ?? [])
      .filter((each: Json) => each.from === 'bot')
      .map((each: Json) => JSON.stringify(each));
  await bench.call('PUT', '/_sandbox/chat/teams/limits', { rate: false });
  await act('message', { from: 'owner', text: 'help' });
  const own = { ...bench.arrived.at(-1)!.conversation, id: 'row', state: 'ok' as const };
  const watched = async (id: string, work: () => Promise<Json>) => {
    const before = await said(id);
    const { body } = await work();
    return async () => [JSON.stringify(body), ...fresh(before, await said(id))];
  };
  return {
    arrived: bench.arrived,
    platform: bench.teams.platform,
    answerWith: (answer) => void (bench.answer = answer),
    async press(view, { title }) {
      const { messageId } = await bench.teams.platform.post(own, view);
      return watched('personal:owner', () => act('action', { from: 'owner', message: messageId, action: title }));
    },
    async submit(view, { title }, { inputs, answer }) {
      bench.answer = async () => ({ type: 'dialog', view });
      const { messageId } = await bench.teams.platform.post(own, { view: 'ask' });
      const opened = await act('action', { from: 'owner', message: messageId, action: 0 });
      bench.answer = answer;
      const wish = { from: 'owner', dialog: opened.dialogId, action: title, inputs };
      return watched('personal:owner', () => act('action', wish));
    },
    type: (text) => watched('personal:owner', () => act('message', { from: 'owner', text })),
    mention: (text) => watched('approvals', () => act('message', { from: 'owner', conversation: 'approvals', text })),
    attach: (text) => {
      const file = { name: 'report.csv', base64: Buffer.from(text).toString('base64') };
      return watched('personal:owner', () => act('message', { from: 'owner', text: '', file }));
    },
    home: null,
    close: () => bench.close(),
  };
}
