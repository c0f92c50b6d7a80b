import { asSendpassError } from '../shared/errors.ts';
import type { ChatDeps } from './deps.ts';
import { mustBeOpened } from './destinations.ts';
import type { Conversation } from './port-chat-store.ts';
import { matterKeyOf, subjectIdOf } from './port-chat-store.ts';
import type { Repos } from './repos.ts';
import { undeliverable } from './undeliverable.ts';

type Opened = Omit<Conversation, 'id'> & { platformId: string };

/**
 * A card for somebody who never wrote to Sendpass lies in a stand-in row: it moves to the person's real chat where one is known by now, else
 * the platform is asked to open one. Asked once; after a refusal it takes the person (installs, writes) to make the real row.
 */
export async function openIfNeeded(deps: ChatDeps, cardId: string): Promise<void> {
  const personId = await deps.transact((repos) => whoseChat(repos, cardId));
  if (personId === null) return;
  try {
    const opened = await deps.platform.openPersonal(personId);
    await deps.transact(async (repos) => {
      const conversation = await remember(repos, deps, opened, personId);
      await moveTo(repos, cardId, conversation.id);
    });
  } catch (thrown) {
    const error = asSendpassError(thrown);
    if (error.code !== 'chat-unreachable') throw error;
    await deps.transact((repos) => undeliverable(repos, cardId, error));
  }
}

/** Whose chat has to be opened; null when there is nothing to do (any more). */
async function whoseChat(repos: Repos, cardId: string): Promise<string | null> {
  const card = await repos.cards.get(cardId);
  const conversation = card && (await repos.conversations.get(card.conversationId));
  if (!conversation || !mustBeOpened(conversation) || conversation.personId === null) return null;
  const real = await repos.conversations.personal(conversation.personId);
  if (real && !mustBeOpened(real)) {
    await moveTo(repos, cardId, real.id);
    return null;
  }
  return conversation.state === 'unreachable' && card?.state === 'undeliverable' ? null : conversation.personId;
}

/** One card per matter and place: where the real chat has this one already, the stand-in's stays behind for good. */
async function moveTo(repos: Pick<Repos, 'cards'>, cardId: string, conversationId: string): Promise<void> {
  const card = await repos.cards.get(cardId);
  if (!card) return;
  const { matter } = card;
  const ofMatter = await repos.cards.byMatter(matter.about, subjectIdOf(matter));
  const isThere = ofMatter.some(
    (each) => each.conversationId === conversationId && matterKeyOf(each.matter) === matterKeyOf(matter),
  );
  await repos.cards.save(isThere ? { ...card, state: 'undeliverable' } : { ...card, conversationId });
}

/** Opening a chat is also how Sendpass learns the name of somebody it was only told the id of. */
async function remember(repos: Repos, deps: ChatDeps, opened: Opened, personId: string): Promise<Conversation> {
  const known = await repos.people.get(personId);
  if (!known && opened.name !== '')
    await repos.people.remember({
      id: personId,
      entraObjectId: personId,
      tenantId: deps.tenantId,
      name: opened.name,
      email: null,
    });
  return repos.conversations.remember({ ...opened, name: known?.name ?? opened.name, personId });
}
