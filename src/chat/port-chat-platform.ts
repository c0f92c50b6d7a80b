import type { Conversation } from './port-chat-store.ts';
import type { View } from './view.ts';

/** The card a post shows. `maybePosted`: an earlier try may have come through without an answer; a platform that can look, looks first. */
export type PostedCard = { id: string; maybePosted: boolean };

/**
 * One chat platform, outward. Throws SendpassError: `denied` with code `chat-unreachable` (app removed, blocked, not installed),
 * `conflict` with code `message-gone` (deleted by a person), `retryable` (429/412/5xx), `bug` with a code of `isRefused` (the same would be
 * refused again).
 */
export type ChatPlatform = {
  post(conversation: Conversation, view: View, card?: PostedCard): Promise<{ messageId: string }>;
  update(conversation: Conversation, messageId: string, view: View): Promise<void>;
  remove(conversation: Conversation, messageId: string): Promise<void>;
  /** Opens (or finds) the 1:1 chat with a person who installed the app. */
  openPersonal(personObjectId: string): Promise<Omit<Conversation, 'id'> & { platformId: string }>;
};
