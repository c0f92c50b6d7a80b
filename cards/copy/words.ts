import type { Status } from '../card.ts';
import type { Outcome } from '../../src/chat/view.ts';
import { line, moment } from '../text.ts';

/** ["a","b","c"] → "a, b and c" */
export function listing(words: string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** How a request stands: word, symbol, colour, and who and when once it is decided. */
export function outcomeStatus(outcome: Outcome): Status {
  switch (outcome.state) {
    case 'pending':
      return { word: 'waiting for a decision', symbol: '●', tone: 'accent' };
    case 'approved':
      return by({ word: 'approved', symbol: '✓', tone: 'good' }, outcome.deed);
    case 'denied':
      return by({ word: 'denied', symbol: '✗', tone: 'attention' }, outcome.deed);
    case 'withdrawn':
      return by({ word: 'withdrawn', symbol: '–', tone: 'neutral' }, outcome.deed);
    case 'expired':
      return {
        word: 'expired',
        symbol: '–',
        tone: 'warning',
        detail: line`– nobody decided until ${moment(outcome.at)}`,
      };
  }
}

const by = (status: Status, deed: { by: string; at: Date }): Status => ({
  ...status,
  detail: line`by ${deed.by}, ${moment(deed.at)}`,
});
