import type { Card, Item } from '../card.ts';
import { cardWith, line, moment, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Row = ViewOf<'reminder'>['requests'][number];

/** All that waits, in one message; it follows what becomes of each. */
export function reminderCard(view: ViewOf<'reminder'>): Card {
  const waiting = view.requests.filter((each) => each.state === 'pending');
  const title = titleOf(view, waiting.length);
  return cardWith({
    title,
    status:
      waiting.length === 0
        ? { word: 'nothing waits any more', symbol: '✓', tone: 'good' }
        : { word: 'waiting for a decision', symbol: '●', tone: 'accent' },
    lead:
      waiting.length === 0
        ? line`Nothing to do.`
        : view.by
          ? line`${view.by.by} asked again ${moment(view.by.at)}. The card with the buttons is further up.`
          : line`The cards with the buttons are further up; ${strong('approvals')} lists what waits for you.`,
    blocks: [{ block: 'list', items: view.requests.map(itemOf) }],
    summary: title,
  });
}

function titleOf({ by, requests }: ViewOf<'reminder'>, waiting: number): string {
  const [first] = requests;
  if (by && first) return `${first.appName} still waits for a decision`;
  return waiting === 1 ? '1 request waits for a decision' : `${waiting} requests wait for a decision`;
}

const look: Record<Row['state'], Pick<Item, 'symbol' | 'tone'>> = {
  pending: { symbol: '●', tone: 'accent' },
  held: { symbol: '✓', tone: 'good' },
  approved: { symbol: '✓', tone: 'good' },
  denied: { symbol: '✗', tone: 'attention' },
  withdrawn: { symbol: '–', tone: 'neutral' },
  expired: { symbol: '–', tone: 'warning' },
};

const itemOf = (row: Row): Item => ({
  ...look[row.state],
  text: line`${strong(row.appName)} as ${row.address}`,
  note:
    row.state === 'pending'
      ? line`asked by ${row.askedBy}, ${moment(row.submittedAt, true)} · lacks ${row.lacks} · expires ${moment(row.expiresAt, true)}`
      : [row.state === 'held' ? 'agreed, takes effect after a freeze' : row.state],
});
