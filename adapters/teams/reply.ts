import type { Reply } from '../../src/chat/reply.ts';
import type { View } from '../../src/chat/view.ts';

/** What the adapter needs of cards/: a card with its one-line summary, and the same as a dialog. */
export type Render = {
  message(view: View): { card: object; summary: string };
  dialog(view: View): { title: string; width: string; height: string; card: object };
};
export type HttpReply = { status: number; body?: unknown };

export const cardType = 'application/vnd.microsoft.card.adaptive';

/**
 * The answer on the wire (facts/chat.md §2). To a message or an event it is an empty 200: what there is to say is posted. To an Execute it is a
 * line for the clicker, because a card returned there would change only the clicker's copy; to a dialog it is a dialog or a line.
 */
export function toHttp(reply: Reply, invokeName: string | undefined, render: Render): HttpReply {
  if (invokeName === undefined) return { status: 200 };
  if (invokeName === 'adaptiveCard/action') return { status: 200, body: cardAnswer(lineOf(reply, render)) };
  switch (reply.type) {
    case 'dialog': {
      const { title, height, width, card: content } = render.dialog(reply.view);
      const card = { contentType: cardType, content };
      return { status: 200, body: { task: { type: 'continue', value: { title, height, width, card } } } };
    }
    case 'none':
      // Closes an open dialog; before one is open Teams wants some task.
      return { status: 200, body: invokeName === 'task/submit' ? undefined : message('Nothing to show.') };
    case 'toast':
    case 'close-dialog':
    case 'message':
      return { status: 200, body: message(lineOf(reply, render)) };
  }
}

const message = (value: string): object => ({ task: { type: 'message', value } });

const cardAnswer = (value: string): object => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});

function lineOf(reply: Reply, render: Render): string {
  switch (reply.type) {
    case 'none':
      return 'Done.';
    case 'toast':
    case 'close-dialog':
      return reply.text;
    case 'dialog':
    case 'message':
      return render.message(reply.view).summary;
  }
}
