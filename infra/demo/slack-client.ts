// The sandbox's Slack as the tour uses it: act as a person, look at what was said, what is open and what App Home shows.
import type { Json } from './sandbox-client.ts';

export type SlackMessage = { id: string; from: string; text: string; blocks: Json[]; deleted: boolean };
type Place = { id: string; messages: SlackMessage[]; ephemerals: (SlackMessage & { reader: string })[] };
type Account = { id: string; views: Json[]; home: Json | null };
export type SlackActed = { status: number; body: Json | null; trouble?: string; views: Json[]; error?: string };

export type SlackClient = ReturnType<typeof slackAt>;

export function slackAt(base: string) {
  const at = `${base}/_sandbox/chat/slack`;
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${at}/${path}`)).json()) as T;
  const act = async (path: string, body: Json): Promise<SlackActed> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const acted = (await (await fetch(`${at}/${path}`, init)).json()) as SlackActed;
    if (acted.error !== undefined) throw new Error(`Slack refuses ${JSON.stringify(body)}: ${acted.error}`);
    return acted;
  };
  const place = async (id: string): Promise<Place | undefined> =>
    (await get<Place[]>('conversations')).find((each) => each.id === id);
  const account = async (id: string): Promise<Account | undefined> =>
    (await get<Account[]>('people')).find((each) => each.id === id);
  /** Asks again until `look` finds something: all that is shown comes when it is ready. */
  const until = async <T>(what: string, look: () => Promise<T | undefined>, withinMs = 20_000): Promise<T> => {
    const end = Date.now() + withinMs;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`not within ${withinMs / 1000} s in Slack: ${what}`);
      await new Promise((done) => setTimeout(done, 200));
    }
  };
  return {
    /** Typed once more where a busy machine was late for Slack's three seconds, as a person would. */
    async command(from: string, text: string, conversation: string): Promise<void> {
      for (let tries = 0; tries < 5; tries++) {
        const { trouble } = await act('command', { from, text: `/sendpass ${text}`, conversation });
        if (trouble === undefined) return;
      }
      throw new Error(`/sendpass ${text} was never answered in time`);
    },
    press: (from: string, message: string, action: string) => act('action', { from, message, action }),
    submit: (from: string, view: Json, inputs: Json) =>
      act('action', { from, view: String(view['id']), action: 'submit', inputs }),
    openHome: (from: string) => act('home', { from, tab: 'home' }),
    message: (id: string, wanted: (message: SlackMessage) => boolean, withinMs?: number) =>
      until(
        `a message in ${id}`,
        async () => (await place(id))?.messages.findLast((each) => !each.deleted && wanted(each)),
        withinMs,
      ),
    whisper: (id: string, reader: string, says: RegExp) =>
      until(`a line for ${reader} in ${id} that says ${says.source}`, async () =>
        (await place(id))?.ephemerals.findLast((each) => each.reader === reader && says.test(JSON.stringify(each))),
      ),
    window: (from: string, says: RegExp) =>
      until(`a window of ${from} that says ${says.source}`, async () =>
        (await account(from))?.views.findLast((each) => says.test(JSON.stringify(each))),
      ),
    home: (from: string, says: RegExp) =>
      until(`App Home of ${from} that says ${says.source}`, async () => {
        const home = (await account(from))?.home;
        return home && says.test(JSON.stringify(home)) ? home : undefined;
      }),
  };
}

export const slackSays = ({ blocks, text }: SlackMessage, says: RegExp): boolean =>
  says.test(JSON.stringify([blocks, text]));
export const slackButtons = ({ blocks }: SlackMessage): string[] =>
  blocks
    .filter((each) => each['type'] === 'actions')
    .flatMap((each) => each['elements'] as { text?: { text: string } }[])
    .map((each) => each.text?.text ?? '');
