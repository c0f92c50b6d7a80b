import { CsvError, parse } from 'csv-parse/sync';
import { missingIn, placesIn } from './columns.ts';
import type { Places } from './columns.ts';
import type { Auth, Client } from './radar-entry.ts';

export type Report = {
  clients: Client[];
  /** Lines of the file that hold no usable address, formulas and half rows among them. */
  leftOut: number[];
  /** Does the report say how each logs in? */
  saysAuth: boolean;
};

type Row = { record: string[]; info: { lines: number } };

export const mostRows = 50_000;
const headerWithin = 10;

/** Reads the report, whatever separates its cells. All or nothing: `why` says what is wrong with the file, in one or two sentences. */
export function readReport(text: string): { ok: true; report: Report } | { ok: false; why: string } {
  const refused = (why: string) => ({ ok: false as const, why });
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return refused('It is empty.');
  const parsed = rowsOf(body);
  if (typeof parsed === 'string') return refused(parsed);
  const head = parsed.slice(0, headerWithin).findIndex(({ record }) => placesIn(record).address !== undefined);
  const header = parsed[Math.max(head, 0)]?.record ?? [];
  const places = placesIn(header);
  const missing = missingIn(places);
  if (missing.length > 0) return refused(missingText(missing, header));
  const rows = parsed.slice(head + 1);
  if (rows.length > mostRows) return refused(`It has ${rows.length} rows; ${mostRows} are read at most.`);
  const report = reportOf(rows, places, header.length);
  if (report.clients.length === 0) return refused('It has the right columns and no row with a mail address.');
  return { ok: true, report };
}

function missingText(missing: string[], header: string[]): string {
  const named = header.slice(0, 12).map((each) => inertCell(each.slice(0, 40)));
  return `The column${missing.length === 1 ? '' : 's'} ${missing.map((each) => `“${each}”`).join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. It has: ${named.join(', ')}.`;
}

function rowsOf(text: string): Row[] | string {
  try {
    return parse(text.replace(/^sep=.\r?\n/i, ''), {
      delimiter: delimiterOf(text),
      info: true,
      // Titles above the header and half rows are looked at one by one.
      relax_column_count: true,
      // Only at the start of a cell is a quote one.
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 20_000,
    }) as unknown as Row[];
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return `It cannot be read as a table: it breaks off or has a stray quotation mark near line ${Number(thrown['lines'])}.`;
  }
}

/** What stands most often between the cells of the first line with any. Excel's own `sep=;` line decides by itself. */
function delimiterOf(text: string): string {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (said !== undefined) return said;
  for (const line of text.split(/\r?\n/, headerWithin)) {
    const bare = line.replaceAll(/"[^"]*"/g, '');
    const [best] = [',', ';', '\t']
      .map((sign) => ({ sign, times: bare.split(sign).length - 1 }))
      .toSorted((a, b) => b.times - a.times);
    if (best && best.times > 0) return best.sign;
  }
  return ',';
}

function reportOf(rows: Row[], places: Places, width: number): Report {
  const clients = new Map<string, Client>();
  const leftOut: number[] = [];
  for (const { record, info } of rows) {
    const client = record.length === width ? clientOf(record, places) : null;
    if (client === null) leftOut.push(info.lines);
    else clients.set(client.address, merged(clients.get(client.address), client));
  }
  return { clients: [...clients.values()], leftOut, saysAuth: places.auth !== undefined };
}

function clientOf(record: string[], places: Places): Client | null {
  const cell = (index: number | undefined): string => (index === undefined ? '' : (record[index] ?? ''));
  const address = cell(places.address).toLowerCase();
  if (!isAddress(address)) return null;
  const old = [places.tls10, places.tls11].filter((each) => each !== undefined).map((each) => percentOf(cell(each)));
  return {
    address,
    auth: authOf(cell(places.auth)),
    messages: countOf(cell(places.messages)),
    oldTls:
      old.length === 0
        ? null
        : Math.min(
            100,
            old.reduce((sum, each) => sum + each, 0),
          ),
  };
}

/**
 * Letters, digits and what RFC 5321 allows without quotes. None that begins like a formula, though an address might: it would be
 * one wherever the list is copied to.
 */
const isAddress = (text: string): boolean =>
  text.length <= 254 &&
  /^(?![=+-])[\p{L}\p{N}!#$%&'*+/=?^_`{}~.-]{1,64}@[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]{2,}$/u.test(text);

function authOf(cell: string): Auth {
  const oauth = /oauth|modern/i.test(cell);
  const basic = /basic|login|plain|legacy/i.test(cell);
  if (oauth && basic) return 'both';
  if (oauth) return 'oauth';
  return basic ? 'basic' : 'unknown';
}

/** 1,234 and 1.234 and 1 234 are the same number in different countries; a count has no fraction. */
function countOf(cell: string): number {
  const digits = cell.replaceAll(/[\s\u00A0'.,]/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
}

/** 12.5, 12,5 % – or nothing: then none is known to be old. */
function percentOf(cell: string): number {
  const value = Number(cell.replace('%', '').replace(',', '.').trim() || '0');
  return Number.isFinite(value) && value > 0 ? value : 0;
}

/** An address has a row for each way it logs in. Old TLS: the worse, so that nothing is hidden by a quiet row. */
function merged(before: Client | undefined, row: Client): Client {
  if (!before) return row;
  const ways = new Set([before.auth, row.auth]);
  const says = (way: Auth): boolean => ways.has(way) || ways.has('both');
  const auth =
    says('basic') && says('oauth') ? 'both' : says('basic') ? 'basic' : ways.has('unknown') ? 'unknown' : 'oauth';
  const oldTls = before.oldTls === null ? row.oldTls : Math.max(before.oldTls, row.oldTls ?? 0);
  return { address: row.address, auth, messages: before.messages + row.messages, oldTls };
}

/**
 * A cell as text in any spreadsheet it may be copied into: one that begins like a formula gets an apostrophe before it (OWASP "CSV
 * injection").
 */
export const inertCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
