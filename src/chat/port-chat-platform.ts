import type { Conversation } from './port-chat-store.ts';
import type { View } from './view.ts';

/**
 * One chat platform, outward. Throws SendpassError: `denied` with code `chat-unreachable` (app removed, blocked, not installed),
 * `conflict` with code `message-gone` (deleted by a person), `retryable` (429/412/5xx), `bug` with a code of `isRefused` (the same would be
 * refused again).
 */
export type ChatPlatform = {
  post(conversation: Conversation, view: View): Promise<{ messageId: string }>;
  update(conversation: Conversation, messageId: string, view: View): Promise<void>;
  remove(conversation: Conversation, messageId: string): Promise<void>;
  /** Opens (or finds) the 1:1 chat with a person who installed the app. */
  openPersonal(personObjectId: string): Promise<Omit<Conversation, 'id'> & { platformId: string }>;
};
