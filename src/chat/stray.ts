import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import type { Card, CardMatter, Conversation } from './port-chat-store.ts';
import { showAll } from './refresh-cards.ts';
import type { Repos } from './repos.ts';

/** Buttons that stand on the one card of their matter and nowhere else. */
const onCards: Record<string, CardMatter['about']> = {
  approve: 'request',
  'deny-open': 'request',
  'question-open': 'request',
  'approve-change-open': 'request',
  nudge: 'sender',
  'edit-open': 'sender',
  withdraw: 'sender',
  'cancel-open': 'sender',
  'installed-open': 'sender',
  reveal: 'sender',
  'test-mail': 'sender',
  'move-places-open': 'sender',
  'move-finish-open': 'sender',
  'move-cancel-open': 'sender',
  'task-done': 'task',
  'task-report-open': 'task',
};

/**
 * A kill during a post may leave a second copy of a card that nothing updates any more. The first click on it changes nothing but this:
 * where no copy is recorded yet it becomes the live one (and its click counts), else it is removed: `stray`. `other-card`: the values name
 * another matter than the card the click came from. Null = the click is good.
 */
export async function wrongCard(deps: ChatDeps, interaction: Interaction): Promise<'stray' | 'other-card' | null> {
  const { input, conversation } = interaction;
  if (input.type !== 'action' && input.type !== 'open-dialog') return null;
  const about = onCards[input.action];
  const { messageId } = input;
  // A diagnosis carries some of these buttons too; it is no copy of the card.
  if (about === undefined || messageId === null || input.values['on'] === 'diagnosis') return null;
  const found = await deps.transact((repos) => judge(repos, about, input.values, conversation.id, messageId));
  if (found === null || found === 'other-card') return found;
  // After the answer: Teams waits for that, and nobody for this. A copy that stays is found by the next click.
  deps.platform.remove(found, messageId).catch((thrown: unknown) => {
    deps.logger.warn({ thrown: String(thrown) }, 'an old copy of a card could not be removed');
  });
  return 'stray';
}

/** The conversation to remove the copy from, or null when the click is good. */
async function judge(
  repos: Repos,
  about: CardMatter['about'],
  values: Record<string, string>,
  conversationId: string,
  messageId: string,
): Promise<Conversation | 'other-card' | null> {
  const named = await cardsNamed(repos, about, values);
  const clicked = await repos.cards.byMessage(conversationId, messageId);
  if (clicked) return clicked.matter.about !== about || named.some(({ id }) => id === clicked.id) ? null : 'other-card';
  const card = named.find((each) => each.conversationId === conversationId);
  // No card of this matter here: the click is judged by what it asks for, as if typed.
  if (!card) return null;
  if (card.messageId === null) {
    await repos.cards.save({ ...card, messageId, state: 'posted', shownHash: null });
    await showAll(repos, [card]);
    return null;
  }
  return (await repos.conversations.get(conversationId)) ?? null;
}

async function cardsNamed(repos: Repos, about: CardMatter['about'], values: Record<string, string>): Promise<Card[]> {
  const { requestId, senderId, taskId } = values;
  if (about === 'task') return taskId === undefined ? [] : repos.cards.byMatter('task', taskId);
  if (about === 'request') return requestId === undefined ? [] : repos.cards.byMatter('request', requestId);
  if (senderId !== undefined) return repos.cards.byMatter('sender', senderId);
  const request = requestId === undefined ? undefined : await repos.requests.get(requestId);
  return request ? repos.cards.byMatter('sender', request.senderId) : [];
}
