import type { Block } from '../card.ts';
import { line, user } from '../text.ts';

/** What a destructive button takes away, before it does. */
export function removesBlocks(removes: string[]): Block[] {
  if (removes.length === 0) return [{ block: 'text', text: line`Nothing was made yet, so nothing is removed.` }];
  return [
    { block: 'heading', text: 'Will be removed' },
    { block: 'list', items: removes.map((what) => ({ symbol: '−', tone: 'attention', text: user(what) })) },
  ];
}
