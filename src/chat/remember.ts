import { isFresh } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import type { Arrived } from './arrived.ts';
import type { ConversationRef } from './interaction.ts';
import type { Repos } from './repos.ts';

const minute = 60_000;
const keepAtMost = 10_000;

/**
 * Writes down who and where, at most once a minute when nothing of it changed: two statements less for each message. Only committed rows
 * may be kept, so a row is kept at its second sight.
 */
export function createRemember(clock: Clock) {
  const known = new Map<string, { at: number; words: string; row: ConversationRef; sure: boolean }>();
  return async (
    repos: Pick<Repos, 'conversations' | 'people'>,
    { actor, conversation, input, personal }: Arrived,
  ): Promise<ConversationRef> => {
    const key = `${conversation.platformId}\n${actor.id}`;
    const words = JSON.stringify([actor, conversation, personal]);
    const now = clock.now().getTime();
    const found = known.get(key);
    const lifecycle = input.type === 'installed' || input.type === 'removed';
    if (!lifecycle && found?.sure && found.words === words && isFresh(found.at, now, minute)) return found.row;
    // Removed: nobody looked the person up. `sendpass`: the platform did not say who it was.
    if (input.type !== 'removed' && actor.id !== 'sendpass') await repos.people.remember(actor);
    if (personal && personal.platformId !== conversation.platformId) await repos.conversations.remember(personal);
    const { id, platform, kind, name, personId } = await repos.conversations.remember(conversation);
    const row = { id, platform, kind, name, personId };
    if (known.size > keepAtMost) known.clear();
    known.set(key, { at: now, words, row, sure: found?.row.id === id });
    return row;
  };
}
