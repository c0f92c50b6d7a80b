import type { Block } from '../card.ts';
import { line, moment } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

/** What the regular look could not see, or saw and is over. When all is well there is nothing to say. */
export function watchBlocks({ watch }: ViewOf<'progress'>): Block[] {
  if (watch === undefined) return [];
  const items = [
    ...watch.unknown.map(({ what, says, since }) => ({
      symbol: '?',
      tone: 'warning' as const,
      text: line`not known since ${moment(since)}: ${what} could not be checked. ${says}`,
    })),
    ...watch.cleared.map(({ says, at }) => ({
      symbol: '✓',
      tone: 'good' as const,
      text: line`over since ${moment(at)}: ${says}`,
    })),
  ];
  return items.length === 0 ? [] : [{ block: 'list', items }];
}
