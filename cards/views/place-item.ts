import type { MovedPlace } from '../../src/chat/view-move.ts';
import type { Item } from '../card.ts';
import { day, line } from '../text.ts';

/** A place, and who said that it has the new credentials. */
export const placeItem = ({ place, done }: MovedPlace): Item => ({
  symbol: done ? '✓' : '·',
  tone: done ? 'good' : 'neutral',
  text: done ? line`${place} – ${done.by}, ${day(done.at)}` : line`${place} – not yet`,
});
