import type { Json, SandboxProcess } from './sandbox.ts';
import { form, until } from './scenario-play.ts';
import type { CardWish, Form } from './scenario-play.ts';

// The main job as its people play it in Slack, through the sandbox's chat: nothing here knows the bot but what it says on the wire.

export type SlackMessage = {
  id: string;
  from: string;
  text: string;
  blocks: Json[];
  deleted?: boolean;
  reader?: string;
};
export type Acted = { status: number; body: Json; views: Json[]; trouble?: string };

const call = (sandbox: SandboxProcess, path: string, body: Json): Promise<Acted> =>
  sandbox.control('POST', `/_sandbox/chat/slack/${path}`, body) as Promise<Acted>;

/** Every word a reader of the blocks sees; what a button carries is none. */
export function wordsIn(blocks: unknown): string {
  const words: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    const runs = (node as Json)['type'] === 'rich_text_section' ? (node as Json)['elements'] : undefined;
    if (Array.isArray(runs))
      return void words.push(runs.map((run: Json) => run['text'] ?? run['fallback'] ?? '').join(''));
    for (const [key, value] of Object.entries(node)) {
      if (key === 'options' || key === 'confirm' || key === 'value') continue;
      if (typeof value === 'string' && ['text', 'alt_text', 'fallback'].includes(key)) words.push(value);
      else walk(value);
    }
  };
  walk(blocks);
  return words.join('\n');
}

export const titlesIn = (blocks: Json[]): string[] =>
  blocks
    .filter((each) => each['type'] === 'actions')
    .flatMap((each) => (each['elements'] as Json[]).map((one) => wordsIn([one['text']])));

async function conversation(sandbox: SandboxProcess, id: string): Promise<Json> {
  const all = (await sandbox.control('GET', '/_sandbox/chat/slack/conversations')) as unknown as Json[];
  return all.find((each) => each['id'] === id) ?? { messages: [], ephemerals: [] };
}

export const slackMessages = async (sandbox: SandboxProcess, id: string): Promise<SlackMessage[]> =>
  ((await conversation(sandbox, id))['messages'] as SlackMessage[]).filter((each) => each.deleted !== true);

/** What only they read, oldest first. */
export const ephemerals = async (sandbox: SandboxProcess, id: string, reader: string): Promise<string[]> =>
  ((await conversation(sandbox, id))['ephemerals'] as SlackMessage[])
    .filter((each) => each.reader === reader)
    .map((each) => [each.text, wordsIn(each.blocks ?? [])].join('\n'));

export const slackCard = (
  sandbox: SandboxProcess,
  id: string,
  wish: CardWish,
  within = 30_000,
): Promise<SlackMessage> =>
  until(
    `a Slack card in ${id} with ${JSON.stringify({ ...wish, says: String(wish.says) })}`,
    async () => (await slackMessages(sandbox, id)).findLast((each) => fits(each, wish)),
    { within, last: async () => (await slackMessages(sandbox, id)).map(told).join('\n') },
  );

const told = (message: SlackMessage): string =>
  `--- ${message.from} ${message.id} [${titlesIn(message.blocks ?? []).join('] [')}]\n${message.text}\n${wordsIn(message.blocks ?? [])}`;

const fits = ({ from, id, blocks, text }: SlackMessage, wish: CardWish): boolean =>
  from === 'bot' &&
  (wish.id === undefined || wish.id === id) &&
  (wish.button === undefined || titlesIn(blocks ?? []).includes(wish.button)) &&
  (wish.without === undefined || !titlesIn(blocks ?? []).includes(wish.without)) &&
  (wish.says === undefined || wish.says.test(`${wordsIn(blocks ?? [])}\n${text}`));

export const slackSay = (sandbox: SandboxProcess, from: string, text: string, where = 'personal'): Promise<Acted> =>
  call(sandbox, 'message', { from, text, conversation: where });

export const slackCommand = (sandbox: SandboxProcess, from: string, text: string, where = 'personal'): Promise<Acted> =>
  call(sandbox, 'command', { from, text: `/sendpass ${text}`, conversation: where });

export const slackPress = (
  sandbox: SandboxProcess,
  from: string,
  message: { id: string },
  action: string,
): Promise<Acted> => call(sandbox, 'action', { from, message: message.id, action });

/** The window a person has in front of them, as soon as it is filled and fits. */
export const slackWindow = (sandbox: SandboxProcess, from: string, says: RegExp): Promise<Json> =>
  until(
    `a window of ${from} that says ${says}`,
    async () => (await windowsOf(sandbox, from)).findLast((view) => says.test(wordsOfView(view))),
    { last: async () => (await windowsOf(sandbox, from)).map(wordsOfView).join('\n---\n') },
  );

export const wordsOfView = (view: Json): string => `${view['title']?.['text'] ?? ''}\n${wordsIn(view['blocks'])}`;

async function windowsOf(sandbox: SandboxProcess, from: string): Promise<Json[]> {
  const people = (await sandbox.control('GET', '/_sandbox/chat/slack/people')) as unknown as Json[];
  return (people.find((each) => each['id'] === from)?.['views'] ?? []) as Json[];
}

export async function slackHome(sandbox: SandboxProcess, from: string, says: RegExp): Promise<Json> {
  await call(sandbox, 'home', { from, tab: 'home' });
  return until(`App Home of ${from} that says ${says}`, async () => {
    const people = (await sandbox.control('GET', '/_sandbox/chat/slack/people')) as unknown as Json[];
    const home = people.find((each) => each['id'] === from)?.['home'] as Json | null;
    return home && says.test(wordsIn(home['blocks'])) ? home : undefined;
  });
}

/** Submits a window; `inputs` by field. */
export const slackSubmit = (sandbox: SandboxProcess, from: string, view: Json, inputs: Json = {}): Promise<Acted> =>
  call(sandbox, 'action', { from, view: String(view['id']), action: 'submit', inputs });

/** The approver invites nobody: Sendpass is in the channel already. */
export async function chooseSlackChannel(sandbox: SandboxProcess): Promise<void> {
  let said = await slackCommand(sandbox, 'approver', 'approvals here', 'approvals');
  // A program that has just started may be late for Slack's three seconds; a person types it again.
  for (let tries = 0; said.trouble !== undefined && tries < 3; tries++)
    said = await slackCommand(sandbox, 'approver', 'approvals here', 'approvals');
  if (JSON.stringify(said.body).includes('decided here')) return;
  // On a busy machine the answer comes after the acknowledgement.
  await until(`the answer to approvals here, after ${JSON.stringify(said)}`, async () =>
    (await ephemerals(sandbox, 'approvals', 'approver')).some((each) => each.includes('decided here')),
  );
}

/** From `/sendpass request` to the card that waits for a decision in Slack's channel. */
export async function slackRequest(sandbox: SandboxProcess, filled: Partial<Form> = {}, from = 'owner'): Promise<void> {
  await slackCommand(sandbox, from, 'request');
  const view = await slackWindow(sandbox, from, /Which application should send mail/);
  const { secondOwner: _one, onBehalfOf: _two, ...inputs } = { ...form, ...filled };
  for (let tries = 0; ; tries++) {
    const sent = await slackSubmit(sandbox, from, view, inputs);
    if (sent.body?.['response_action'] === 'errors' && tries < 5 && /once more/.test(JSON.stringify(sent.body)))
      continue;
    if (/is with IT now/.test(JSON.stringify(sent.views))) return;
    throw new Error(`the form was not accepted: ${JSON.stringify(sent.body).slice(0, 2000)}`);
  }
}
