import { createHash } from 'node:crypto';
import { isFresh } from '../shared/clock.ts';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { ChatDeps } from './deps.ts';
import { mustBeOpened } from './destinations.ts';
import type { Card, Conversation } from './port-chat-store.ts';
import type { Repos } from './repos.ts';
import { openIfNeeded } from './open-chat.ts';
import { markReachable, showAll } from './refresh-cards.ts';
import { isRefused, refused } from './refused.ts';
import { undeliverable } from './undeliverable.ts';
import type { View } from './view.ts';
import { viewOfCard } from './view-of-card.ts';
import { withRevealToken } from './views/progress.ts';

export type ShowCard = (data: { cardId: string }) => Promise<void>;

const second = 1000;
const keepAtMost = 10_000;

/**
 * Job: makes one posted card show the present state. Level-triggered: it renders what is true now, whatever asked for it, at most once a
 * second per card. Throws `retryable` for what the next attempt may solve; everything else is settled here.
 */
export function createShowCard(deps: ChatDeps): ShowCard {
  const shownAt = new Map<string, number>();
  return async ({ cardId }) => {
    const now = deps.clock.now().getTime();
    const last = shownAt.get(cardId) ?? 0;
    if (isFresh(last, now, second)) {
      const rest = last + second - now;
      return deps.transact((repos) => repos.jobs.enqueue({ name: 'show-card', key: cardId, data: { cardId } }, rest));
    }
    if (shownAt.size > keepAtMost) shownAt.clear();
    shownAt.set(cardId, now);
    await showCard(deps, cardId);
  };
}

async function showCard(deps: ChatDeps, cardId: string): Promise<void> {
  await openIfNeeded(deps, cardId);
  const todo = await deps.transact((repos) => prepare(repos, deps, cardId));
  if (!todo) return;
  try {
    const messageId = await put(deps, todo);
    await deps.transact((repos) => record(repos, deps, todo, messageId));
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const { code, vendor } = error;
    const about = { card: cardId, about: todo.card.matter.about, code, vendor };
    if (isRefused(error)) {
      deps.logger.error(about, 'a card was refused for its form and is not sent again until it shows something else');
      await deps.transact((repos) => refused(repos, cardId, todo.hash, error));
    } else if (code === 'chat-unreachable') {
      deps.logger.warn(about, 'a card cannot be delivered: the conversation is closed to Sendpass');
      await deps.transact((repos) => undeliverable(repos, cardId, error));
    } else throw error;
  }
}

type Todo = { card: Card; conversation: Conversation; view: View; hash: string; wasLost: boolean };

/** State → view, and `posting` committed before a post: after a kill in between the post is repeated and the first one is inert. */
async function prepare(repos: Repos, deps: ChatDeps, cardId: string): Promise<Todo | null> {
  const card = await repos.cards.get(cardId);
  const conversation = card && (await repos.conversations.get(card.conversationId));
  if (!card || !conversation || mustBeOpened(conversation)) return null;
  const wasLost = card.state === 'undeliverable';
  // What could not be delivered waits until something else arrived there.
  if (conversation.state === 'unreachable' && wasLost) return null;
  const view = await viewOfCard(repos, card, deps);
  if (!view) return null;
  const hash = hashOf(view);
  if (card.state === 'refused' && card.shownHash === hash) return null;
  if (card.messageId !== null && card.shownHash === hash && !wasLost) {
    // What is new is tried once, so that a place that is back is found; this has nothing new, and is shown anew when it is back.
    if (conversation.state === 'unreachable') await undeliverable(repos, cardId, unreachableChat);
    return null;
  }
  // Shown in another channel now; here it never was.
  if (card.messageId === null && 'movedTo' in view) return null;
  const next: Card = { ...card, why: null, state: card.messageId === null ? 'posting' : 'posted' };
  if (next.state !== card.state || card.why !== null) await repos.cards.save(next);
  const shown = await withRevealToken(repos, view, card.readerId, deps.clock.now());
  return { card: next, conversation, view: shown, hash, wasLost };
}

const unreachableChat = new SendpassError({
  code: 'chat-unreachable',
  kind: 'denied',
  advice: 'Sendpass may not write in this conversation: the app was removed or is blocked.',
});

/** Returns the message that shows it now. A message somebody deleted comes back only when somebody has to act on it. */
async function put(deps: ChatDeps, { card, conversation, view, wasLost }: Todo): Promise<string> {
  const { platform } = deps;
  if (card.messageId === null) return (await platform.post(conversation, view)).messageId;
  // A channel that was lost and is back sees anew what waits for it; nobody scrolls up to what stood there before.
  if (wasLost && conversation.kind === 'channel' && mustAct(view)) {
    await platform.remove(conversation, card.messageId).catch(unlessGone);
    return (await platform.post(conversation, view)).messageId;
  }
  try {
    await platform.update(conversation, card.messageId, view);
  } catch (thrown) {
    if (asSendpassError(thrown).code !== 'message-gone') throw thrown;
    if (mustAct(view)) return (await platform.post(conversation, view)).messageId;
  }
  return card.messageId;
}

function unlessGone(thrown: unknown): void {
  if (asSendpassError(thrown).code !== 'message-gone') throw thrown;
}

/** In the meantime a click may have made an earlier copy the live one: then that one stays and ours is the copy. */
async function record(repos: Repos, deps: ChatDeps, todo: Todo, messageId: string): Promise<void> {
  const card = await repos.cards.get(todo.card.id);
  if (!card) return;
  if (card.messageId !== null && card.messageId !== todo.card.messageId) {
    deps.logger.info({ card: card.id }, 'two copies of a card; the clicked one is kept');
    await repos.cards.save({ ...card, shownHash: null });
    await repos.jobs.enqueue({ name: 'show-card', key: card.id, data: { cardId: card.id } });
    return;
  }
  await repos.cards.save({ ...card, messageId, state: 'posted', shownHash: todo.hash, why: null });
  await markReachable(repos, todo.conversation);
  // Whoever was told that it could not be delivered sees that it was.
  if (todo.wasLost && card.matter.about === 'sender')
    await showAll(repos, await repos.cards.byMatter('undelivered', card.matter.senderId));
}

const hashOf = (view: View): string => createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 32);

/** Does this card wait for somebody? Only then is it worth a new message. */
export function mustAct(view: View): boolean {
  switch (view.view) {
    case 'decide':
      return view.outcome.state === 'pending' && view.movedTo === undefined;
    case 'progress':
      return view.state === 'ready' && view.installed === null;
    case 'task':
      return view.state !== 'done' && view.movedTo === undefined;
    case 'undelivered':
      return true;
    case 'question':
      return view.mayAnswer;
    case 'receipt':
    case 'help':
    case 'welcome':
    case 'ask':
    case 'request-form':
    case 'deny-form':
    case 'reveal':
    case 'confirm-installed':
    case 'confirm-cancel':
    case 'confirm-retire':
    case 'senders':
    case 'approvals':
    case 'task-report':
    case 'diagnosis':
    case 'diagnosis-form':
    case 'leaked-form':
    case 'confirm-leaked':
    case 'radar':
    case 'radar-choose':
    case 'radar-import':
    case 'question-form':
    case 'answer-form':
    case 'approve-change-form':
    case 'reminder':
    case 'policy-change':
    case 'step-up':
    case 'notice':
      return false;
  }
}
