import { createHash } from 'node:crypto';
import { asSendpassError, SendpassError } from '../shared/errors.ts';
import type { ChatDeps } from './deps.ts';
import { mustBeOpened } from './destinations.ts';
import type { Card, Conversation, Wanted } from './port-chat-store.ts';
import type { Repos } from './repos.ts';
import { openIfNeeded } from './open-chat.ts';
import { markReachable, showAll, showConversation } from './refresh-cards.ts';
import { isRefused, refused } from './refused.ts';
import { undeliverable } from './undeliverable.ts';
import type { View } from './view.ts';
import { viewOfCard } from './view-of-card.ts';
import { withRevealToken } from './views/progress.ts';

/**
 * Makes one posted card show the present state. Level-triggered: it renders what is true now, whatever asked for it. Throws `retryable` for
 * what the next attempt may solve; everything else is settled here.
 */
export async function showCard(deps: ChatDeps, wanted: Wanted, conversationId: string): Promise<void> {
  await openIfNeeded(deps, wanted.id);
  const todo = await deps.transact((repos) => prepare(repos, deps, wanted, conversationId));
  if (!todo) return;
  try {
    const messageId = await put(deps, todo);
    await deps.transact((repos) => record(repos, deps, todo, messageId));
  } catch (thrown) {
    const error = asSendpassError(thrown);
    const { code, vendor } = error;
    const about = { card: wanted.id, about: todo.card.matter.about, code, vendor };
    if (isRefused(error)) {
      deps.logger.error(about, 'a card was refused for its form and is not sent again until it shows something else');
      await deps.transact((repos) => settled(repos, wanted, () => refused(repos, wanted.id, todo.hash, error)));
    } else if (code === 'chat-unreachable') {
      deps.logger.warn(about, 'a card cannot be delivered: the conversation is closed to Sendpass');
      await deps.transact((repos) => settled(repos, wanted, () => undeliverable(repos, wanted.id, error)));
    } else throw error;
  }
}

async function settled(repos: Repos, wanted: Wanted, work: () => Promise<void>): Promise<void> {
  await repos.cards.shown(wanted);
  await work();
}

type Todo = {
  wanted: Wanted;
  card: Card;
  conversation: Conversation;
  view: View;
  hash: string;
  wasLost: boolean;
  /** An earlier try to post it may have come through. */
  maybePosted: boolean;
};

async function prepare(repos: Repos, deps: ChatDeps, wanted: Wanted, conversationId: string): Promise<Todo | null> {
  const card = await repos.cards.get(wanted.id);
  if (card && card.conversationId !== conversationId) {
    // Its chat was opened: it waits in the line there.
    await showConversation(repos, card.conversationId);
    return null;
  }
  const todo = await todoFor(repos, deps, wanted, card);
  if (!todo) await repos.cards.shown(wanted);
  return todo;
}

/** State → view, and `posting` committed before a post: after a kill in between the post is repeated and the first one is inert. */
async function todoFor(repos: Repos, deps: ChatDeps, wanted: Wanted, card: Card | undefined): Promise<Todo | null> {
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
    if (conversation.state === 'unreachable') await undeliverable(repos, card.id, unreachableChat);
    return null;
  }
  // Shown in another channel now; here it never was.
  if (card.messageId === null && 'movedTo' in view) return null;
  const next: Card = { ...card, why: null, state: card.messageId === null ? 'posting' : 'posted' };
  if (next.state !== card.state || card.why !== null) await repos.cards.save(next);
  const shown = await withRevealToken(repos, view, card.readerId, deps.clock.now());
  const maybePosted = card.state === 'posting';
  return { wanted, card: next, conversation, view: shown, hash, wasLost, maybePosted };
}

const unreachableChat = new SendpassError({
  code: 'chat-unreachable',
  kind: 'denied',
  advice: 'Sendpass may not write in this conversation: the app was removed or is blocked.',
});

/** Returns the message that shows it now. A message somebody deleted comes back only when somebody has to act on it. */
async function put(deps: ChatDeps, { card, conversation, view, wasLost, maybePosted }: Todo): Promise<string> {
  const { platform } = deps;
  const post = async (): Promise<string> =>
    (await platform.post(conversation, view, { id: card.id, maybePosted })).messageId;
  if (card.messageId === null) return post();
  // A channel that was lost and is back sees anew what waits for it; nobody scrolls up to what stood there before.
  if (wasLost && conversation.kind === 'channel' && mustAct(view)) {
    await platform.remove(conversation, card.messageId).catch(unlessGone);
    return post();
  }
  try {
    await platform.update(conversation, card.messageId, view);
  } catch (thrown) {
    if (asSendpassError(thrown).code !== 'message-gone') throw thrown;
    if (mustAct(view)) return post();
  }
  return card.messageId;
}

function unlessGone(thrown: unknown): void {
  if (asSendpassError(thrown).code !== 'message-gone') throw thrown;
}

/** In the meantime a click may have made an earlier copy the live one: then that one stays and ours is the copy. */
async function record(repos: Repos, deps: ChatDeps, todo: Todo, messageId: string): Promise<void> {
  await repos.cards.shown(todo.wanted);
  const card = await repos.cards.get(todo.card.id);
  if (!card) return;
  if (card.messageId !== null && card.messageId !== todo.card.messageId) {
    deps.logger.info({ card: card.id }, 'two copies of a card; the clicked one is kept');
    await repos.cards.save({ ...card, shownHash: null });
    await showAll(repos, [card]);
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
  if (view.view === 'decide') return view.outcome.state === 'pending' && view.movedTo === undefined;
  if (view.view === 'progress')
    return (
      view.move?.state === 'proven' ||
      view.rotation?.state === 'overlap' ||
      (view.state === 'ready' && view.installed === null)
    );
  if (view.view === 'task') return view.state !== 'done' && view.movedTo === undefined;
  if (view.view === 'stopped') return view.state === 'stopped';
  if (view.view === 'question') return view.mayAnswer;
  if (view.view === 'link') return view.state === 'asked';
  // Everything else is read.
  return view.view === 'undelivered';
}
