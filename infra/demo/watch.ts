import type { Message, Sandbox } from './sandbox-client.ts';

/** The newest message of a conversation that `wanted` accepts, as soon as there is one. */
export async function until(
  sandbox: Sandbox,
  conversation: string,
  wanted: (message: Message) => boolean,
  withinMs = 20_000,
): Promise<Message> {
  const end = Date.now() + withinMs;
  for (;;) {
    const all = await sandbox.conversations();
    const found = all
      .find((each) => each.id === conversation)
      ?.messages.toReversed()
      .find((each) => !each.deleted && wanted(each));
    if (found) return found;
    if (Date.now() > end) throw new Error(`nothing expected came in "${conversation}" within ${withinMs / 1000} s`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** The newest message with a button of that title. */
export const cardWith = (sandbox: Sandbox, conversation: string, title: string): Promise<Message> =>
  until(sandbox, conversation, (each) => {
    const actions = each.card?.['actions'];
    return Array.isArray(actions) && actions.some((action: { title?: string }) => action.title === title);
  });
