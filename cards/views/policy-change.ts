import type { Card, Item } from '../card.ts';
import { cardWith, line, moment, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

const most = 25;

/** What is written otherwise in policy.json since the last start. */
export function policyChangeCard({ changes, waiting, at }: ViewOf<'policy-change'>): Card {
  const items = changes.slice(0, most).map(({ path, before, after }): Item => ({
    symbol: before === null ? '+' : after === null ? '−' : '↻',
    tone: after === null ? 'attention' : 'accent',
    text: [strong(path)],
    note:
      before === null
        ? line`new: ${after ?? ''}`
        : after === null
          ? line`gone, was: ${before}`
          : line`${before} → ${after}`,
  }));
  const left = changes.length - items.length;
  const kept =
    waiting === 0
      ? 'Nothing waits, so it holds for everything from now on.'
      : `It holds for what is asked from now on; ${waiting === 1 ? 'the request that waits keeps' : `the ${waiting} requests that wait keep`} the rules of before.`;
  return cardWith({
    title: changes.length === 1 ? 'A rule of the policy changed' : `${changes.length} rules of the policy changed`,
    status: { word: 'for information', symbol: '↻', tone: 'neutral' },
    lead: [kept],
    blocks: [{ block: 'list', items }],
    footer: [
      ...(left > 0 ? line`and ${left} more · ` : []),
      ...line`read ${moment(at)} · not expected? Ask who runs Sendpass.`,
    ],
  });
}
