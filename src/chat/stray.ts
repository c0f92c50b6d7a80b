import type { ChatDeps } from './deps.ts';
import type { Interaction } from './interaction.ts';
import type { Card, CardMatter, Conversation } from './port-chat-store.ts';
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
  'task-done': 'task',
};

/**
 * A kill during a post may leave a second copy of a card that nothing updates any more. The first click on it changes nothing but this:
 * where no copy is recorded yet it becomes the live one (and its click counts), else it is removed. True = the click was on a stray.
 */
export async function isStray(deps: ChatDeps, interaction: Interaction): Promise<boolean> {
  const { input, conversation } = interaction;
  if (input.type !== 'action' && input.type !== 'open-dialog') return false;
  const about = onCards[input.action];
  const { messageId } = input;
  // A diagnosis carries some of these buttons too; it is no copy of the card.
  if (about === undefined || messageId === null || input.values['on'] === 'diagnosis') return false;
  const found = await deps.transact((repos) => judge(repos, about, input.values, conversation.id, messageId));
  if (found === null) return false;
  // After the answer: Teams waits for that, and nobody for this. A copy that stays is found by the next click.
  deps.platform.remove(found, messageId).catch((thrown: unknown) => {
    deps.logger.warn({ thrown: String(thrown) }, 'an old copy of a card could not be removed');
  });
  return true;
}

/** The conversation to remove the copy from, or null when the click is good. */
async function judge(
  repos: Repos,
  about: CardMatter['about'],
  values: Record<string, string>,
  conversationId: string,
  messageId: string,
): Promise<Conversation | null> {
  if (await repos.cards.byMessage(conversationId, messageId)) return null;
  const card = (await cardsNamed(repos, about, values)).find((each) => each.conversationId === conversationId);
  // No card of this matter here: the click is judged by what it asks for, as if typed.
  if (!card) return null;
  if (card.messageId === null) {
    await repos.cards.save({ ...card, messageId, state: 'posted', shownHash: null });
    await repos.jobs.enqueue({ name: 'show-card', key: card.id, data: { cardId: card.id } });
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
