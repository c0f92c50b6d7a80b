import type { Button, Card, Item, Text } from '../card.ts';
import { cardWith, day, execute, line, moment, openDialog, plain, strong } from '../text.ts';
import type { ViewOf } from '../view-of.ts';

type Radar = ViewOf<'radar'>;
type Row = Radar['rows'][number];

const number = (value: number): string => value.toLocaleString('en-GB');
const paste = openDialog('Paste a report…', 'radar-import-open', {});

/** What stops, the busiest first; each row says who it probably is and where it could go. */
export function radarCard(view: Radar): Card {
  const { report, counts } = view;
  if (report === null) return emptyCard(view.stopsOn);
  const left = counts.stops + counts.maybe;
  return cardWith({
    title: titleOf(counts),
    status:
      left === 0
        ? { word: 'nothing left to move', symbol: '✓', tone: 'good' }
        : {
            word: 'passwords end',
            symbol: '▲',
            tone: 'warning',
            detail: line`on ${day(view.stopsOn, true)}`,
          },
    lead: leadOf(view),
    blocks: [
      { block: 'facts', facts: factsOf(view, report) },
      ...(view.rows.length === 0 ? [] : [{ block: 'list' as const, items: view.rows.map(itemOf) }]),
    ],
    buttons: buttonsOf(view),
    footer: line`The report does not say how many days it covers: a request starts as if it were seven, and who asks corrects it.`,
  });
}

const emptyCard = (stopsOn: Date): Card =>
  cardWith({
    title: 'No report was imported yet',
    lead: line`From ${day(stopsOn, true)} Exchange Online refuses passwords over SMTP unless an administrator turns them on again. In the Exchange admin centre open ${strong('Reports, Mail flow, SMTP AUTH clients')}, choose 90 days, export, and attach the file to a message here.`,
    buttons: [paste],
  });

function titleOf({ stops, maybe }: Radar['counts']): string {
  if (stops + maybe === 0) return 'Nothing in the report stops sending mail';
  if (stops === 0) return `${number(maybe)} ${maybe === 1 ? 'address' : 'addresses'} may stop sending mail`;
  const sure = `${number(stops)} ${stops === 1 ? 'address stops' : 'addresses stop'} sending mail`;
  return maybe === 0 ? sure : `${sure}, ${number(maybe)} more may`;
}

function leadOf({ imported, counts }: Radar): Text {
  const next =
    counts.stops + counts.maybe === 0
      ? line`Export the report again before the day, for what is used rarely.`
      : line`Exchange Online refuses their passwords then, unless an administrator turns them on again. Ask for a sender for each, or have it log in with OAuth.`;
  if (!imported) return next;
  const lines = imported.leftOutLines.join(', ');
  return [
    ...line`Imported: ${imported.added} new, ${imported.renewed} seen before. `,
    ...(imported.leftOutLines.length === 0 ? [] : line`Not read, because they name no address: line ${lines}. `),
    ...(imported.saysAuth
      ? []
      : line`The report has no column ${strong('Authentication protocol')}, so nobody can say who uses a password. `),
    ...next,
  ];
}

const factsOf = ({ counts, page }: Radar, report: NonNullable<Radar['report']>) => [
  {
    label: 'Report',
    value: line`${report.name}, imported ${moment(report.at, true)} by ${report.by}: ${number(report.clients)} addresses${
      report.leftOut === 0 ? '' : `, ${number(report.leftOut)} rows not read`
    }`,
  },
  {
    label: 'Besides',
    value: plain(
      `${number(counts.covered)} have a sender or a request, ${number(counts.oauth)} use OAuth already, ${number(counts.gone)} were in an earlier report only`,
    ),
  },
  ...(page.of > 1
    ? [{ label: 'Page', value: plain(`${number(page.no)} of ${number(page.of)}, the busiest first`) }]
    : []),
];

const how: Record<Row['auth'], string> = {
  basic: 'password',
  both: 'password and OAuth',
  oauth: 'OAuth',
  unknown: 'log-in not known',
};

const itemOf = (row: Row): Item => ({
  symbol: row.auth === 'unknown' ? '●' : '▲',
  tone: row.auth === 'unknown' ? 'neutral' : 'warning',
  text: line`${row.address} – ${ownerText(row)}`,
  note: [
    ...line`${how[row.auth]} · ${number(row.messages)} messages`,
    ...(row.oldTls ? line` · TLS older than 1.2` : []),
    ...line` · since ${day(row.firstSeenAt)} · `,
    ...relayText(row.relay),
  ],
});

function ownerText({ owner }: Row): Text {
  const name = owner.name ?? '';
  switch (owner.kind) {
    case 'person':
      return line`${name}’s own mailbox`;
    case 'shared':
      return line`shared mailbox ${name}: ask who uses it`;
    case 'group':
      return line`group ${name}`;
    case 'none':
      return line`not in the directory`;
    case 'unknown':
      return line`owner not known: the directory did not answer`;
  }
}

function relayText(relay: Row['relay']): Text {
  if (relay === null) return line`no relay has this domain here`;
  return relay.problem === null ? line`to ${relay.title}` : line`to ${relay.title}, but ${relay.problem}`;
}

/** A button's title is one short line on every platform. */
function shortName(address: string): string {
  const name = address.split('@')[0] ?? '';
  return /^[\x21-\x7e]{1,20}$/.test(name) ? name : 'the first';
}

function buttonsOf({ rows, page }: Radar): Button[] {
  const [first] = rows;
  const pages = page.of > page.no ? [execute('Next page', 'radar-page', { page: String(page.no + 1) })] : [];
  if (!first) return [...pages, paste];
  return [
    openDialog(`Request for ${shortName(first.address)}…`, 'radar-request', { address: first.address }),
    ...(rows.length > 1 ? [openDialog('Request for another…', 'radar-choose', { page: String(page.no) })] : []),
    ...pages,
    { ...paste, more: true },
  ];
}
