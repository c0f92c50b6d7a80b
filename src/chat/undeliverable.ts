import type { SendpassError } from '../shared/errors.ts';
import { approvalsChannel, mustBeOpened, personalChat } from './destinations.ts';
import type { Card, CardMatter, Conversation } from './port-chat-store.ts';
import { subjectIdOf } from './port-chat-store.ts';
import { ensure, markUnreachable, showAll } from './refresh-cards.ts';
import type { Repos } from './repos.ts';

/**
 * A card that cannot be delivered is a state that the next in line sees: the next owner who can be reached, else the approvals channel.
 * Comes to rest there: when even the channel is unreachable the audit log and the card's `why` are what is left.
 */
export async function undeliverable(repos: Repos, cardId: string, error: SendpassError): Promise<void> {
  const card = await repos.cards.get(cardId);
  const conversation = card && (await repos.conversations.get(card.conversationId));
  if (!card || !conversation) return;
  await repos.cards.save({ ...card, state: 'undeliverable', why: error.advice });
  await markUnreachable(repos, conversation.id);
  await repos.audit.append({
    type: 'delivery-failed',
    actor: 'sendpass',
    subject: subjectOf(card.matter),
    data: { card: card.id, about: card.matter.about, reader: card.readerId, code: error.code },
  });
  const matter = matterForNext(card, conversation);
  if (!matter) return;
  const next = await nextInLine(repos, matter, conversation);
  if (!next) return;
  await showAll(repos, [await ensure(repos, matter, next, next.personId)]);
}

/** As the audit log names what a card is about. */
export function subjectOf(matter: CardMatter): string {
  const id = subjectIdOf(matter);
  switch (matter.about) {
    case 'request':
    case 'question':
    case 'nudge':
      return `request:${id}`;
    case 'task':
      return `task:${id}`;
    case 'policy':
      return `policy:${id}`;
    case 'reminder':
      return 'settings';
    case 'link':
      return `account:${id}`;
    case 'sender':
    case 'stopped':
    case 'receipt':
    case 'undelivered':
      return `sender:${id}`;
  }
}

/** Only a person's own card goes on to somebody else; a receipt does not matter enough. */
function matterForNext(card: Card, conversation: Conversation): (CardMatter & { about: 'undelivered' }) | null {
  if (card.matter.about === 'undelivered') return card.matter;
  const personId = card.readerId ?? conversation.personId;
  if (card.matter.about !== 'sender' || personId === null) return null;
  return { about: 'undelivered', senderId: card.matter.senderId, personId, show: 'undelivered' };
}

async function nextInLine(
  repos: Repos,
  matter: CardMatter & { about: 'undelivered' },
  failed: Conversation,
): Promise<Conversation | undefined> {
  const sender = await repos.senders.get(matter.senderId);
  // From the channel there is nowhere to go on to.
  if (!sender || failed.kind === 'channel') return undefined;
  for (const owner of sender.owners) {
    if (owner === matter.personId || owner === failed.personId) continue;
    const chat = await personalChat(repos, owner);
    if (chat.state === 'ok' || (mustBeOpened(chat) && chat.state !== 'unreachable')) return chat;
  }
  return approvalsChannel(repos);
}
