import { DateTime } from 'luxon';
import type { Block, Button, Card, Item, Text } from '../card.ts';
import { listing } from '../copy/words.ts';
import { cardWith, day, execute, line, openDialog, plain, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type View = ViewOf<'migrations'>;

/** Who is left on what ends, whose and what is in the way; and whether it goes fast enough. */
export function migrationsCard(view: View): Card {
  const { counts } = view;
  return cardWith({
    title: titleOf(view),
    status:
      counts.left === 0
        ? { word: 'nobody is left', symbol: '✓', tone: 'good' }
        : { word: `${view.from} ends`, symbol: '▲', tone: 'warning', detail: line`${day(view.endsOn, true)}` },
    lead: leadOf(view),
    blocks: [
      ...picture(view),
      ...(view.rows.length === 0 ? [] : [{ block: 'heading' as const, text: 'Who is left' }]),
      ...(view.rows.length === 0 ? [] : [{ block: 'list' as const, items: view.rows.map(itemOf) }]),
      { block: 'facts', facts: factsOf(view) },
    ],
    buttons: buttonsOf(view),
    footer: line`Each owner sees the day on the sender's card, with the button to move. Nothing moves by itself.`,
    summary: titleOf(view),
  });
}

const titleOf = ({ counts, from }: View): string =>
  counts.left === 0
    ? `Nobody sends through ${from} any more`
    : `${counts.left} ${counts.left === 1 ? 'sender is' : 'senders are'} still on ${from}`;

/** How fast it has to go, held against how fast it went. */
function leadOf({ counts, monthsLeft, months, to }: View): Text {
  if (counts.left === 0) return line`Nothing has to be done.`;
  if (to === null)
    return line`The policy names no other mail service, so none of them can move. Add Exchange to the policy first.`;
  if (monthsLeft === 0) return line`The day is there: whoever is left stops sending.`;
  const left = monthsLeft === 1 ? 'One month is left' : `${monthsLeft} months are left`;
  // Of the last one no pace can be kept.
  const pace = counts.left === 1 ? '' : `: ${paceFor(counts.left, monthsLeft)} is enough`;
  return [...line`${left}${pace}. `, ...paceOf(months)];
}

const paceFor = (left: number, months: number): string => {
  if (left >= months) return `${Math.ceil(left / months)} a month`;
  const every = Math.floor(months / left);
  return every === 1 ? 'one a month' : `one every ${every} months`;
};

function paceOf(months: View['months']): Text {
  const [before, now] = [months.at(-4) ?? months[0], months.at(-1)];
  if (!before || !now || before === now) return [];
  const fewer = before.left - now.left;
  const since = `at the end of ${monthName(before.month)}`;
  if (fewer === 0) return line`It is as many as ${since}.`;
  return fewer > 0 ? line`${fewer} fewer than ${since}.` : line`${-fewer} more than ${since}.`;
}

const monthName = (date: Date): string =>
  DateTime.fromJSDate(date, { zone: 'utc' }).toFormat('LLL yyyy', { locale: 'en-US' });

/** Months so far, and the last one, in which nobody may be left. */
function picture({ months, endsOn, monthsLeft, counts }: View): Block[] {
  if (months.length === 0 || (counts.left === 0 && counts.moved === 0)) return [];
  const bars = months.map(({ month, left }, index) => ({
    label: monthName(month),
    value: left,
    end: index === months.length - 1 ? `${left} now` : String(left),
    tone: index === months.length - 1 ? ('warning' as const) : ('accent' as const),
  }));
  const last = {
    label: monthName(endsOn),
    value: 0,
    end: `0 – the end, in ${monthsLeft} months`,
    tone: 'neutral' as const,
  };
  return [
    { block: 'heading', text: 'How many are left, month by month' },
    { block: 'bars', bars: [...bars, last] },
  ];
}

const symbols = { good: '✓', warning: '▲', attention: '✗', accent: '◐', neutral: '·' } as const;

const itemOf = (row: View['rows'][number]): Item => ({
  symbol: symbols[row.tone],
  tone: row.tone,
  text: line`${strong(row.name)} – ${row.state}`,
  note: [
    ...line`${row.address} · ${listing(row.owners)} · ${row.perDay.toLocaleString('en-GB')} a day`,
    ...(row.blocks === null ? line` · nothing is in the way` : line` · ${row.blocks}`),
  ],
});

function factsOf({ counts, page, radar, to }: View): { label: string; value: Text }[] {
  const facts = [
    {
      label: 'Moving',
      value: plain(`${counts.moving} on the way${to === null ? '' : ` to ${to}`}, ${counts.moved} moved already`),
    },
  ];
  if (radar !== null)
    facts.push({
      label: 'Besides',
      value: plain(
        `${radar.stops + radar.maybe} mailboxes log in to Exchange with a password, or may, and have no sender yet (type radar)`,
      ),
    });
  if (page.of > 1) facts.push({ label: 'Page', value: plain(`${page.no} of ${page.of}, the busiest first`) });
  return facts;
}

function buttonsOf({ rows, page, to }: View): Button[] {
  const ready = rows.filter((row) => row.mayMove);
  const moves = ready
    .slice(0, 2)
    .map(({ senderId, name }) =>
      openDialog(`Move ${name.length > 20 ? 'the first' : name}…`, 'move-open', { senderId }),
    );
  const more = page.of > page.no ? [execute('Next page', 'migrations-page', { page: String(page.no + 1) })] : [];
  return to === null ? more : [...moves, ...more];
}
