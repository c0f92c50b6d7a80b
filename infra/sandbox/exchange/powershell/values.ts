// PowerShell's values: how they become text and truth, and how they are shown. Lists inside lists may be many and deep, or hold themselves:
// nothing here goes further down than PowerShell's own texts do.
export type Value = unknown;
/** Keys in their order; found without regard to case. */
export type Table = Map<string, Value>;

export const isRow = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);

export const entriesOf = (value: Value): [string, Value][] =>
  value instanceof Map ? [...(value as Table)] : isRow(value) ? Object.entries(value) : [];

/** What a pipeline passes on: an array item by item, anything else whole. */
export const stream = (value: Value): Value[] => (Array.isArray(value) ? (value as Value[]) : [value]);
/** What is left when it is put into a variable. */
export const collapse = (values: Value[]): Value =>
  values.length === 0 ? null : values.length === 1 ? values[0] : values;

/** Levels that textOf goes down: the properties of the rows of a list. */
const LEVELS = 3;

/** What textOf and its like have to read at most, wherever they begin; no more than a little over `enough` is counted. */
export function sizeOf(value: Value, enough: number, level = 0): number {
  if (typeof value === 'string') return value.length + 1;
  let size = 1;
  if (level >= LEVELS + 3) return size;
  for (const each of Array.isArray(value) ? (value as Value[]) : entriesOf(value)) {
    if (size > enough) break;
    // An entry's own list, its name and its value, is no level.
    size += Array.isArray(value) ? sizeOf(each, enough - size, level + 1) : entrySize(each as [string, Value]);
  }
  return size;

  function entrySize([name, each]: [string, Value]): number {
    return name.length + sizeOf(each, enough - size, level + 1);
  }
}

export function textOf(value: Value, level = 0): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return listText(value as Value[], level);
  if (value instanceof Map) return 'System.Collections.Hashtable';
  if (!isRow(value)) return '';
  const exception = member(value, 'Exception');
  if (isRow(exception)) return textOf(member(exception, 'Message'), level + 1);
  if (level >= LEVELS) return 'System.Management.Automation.PSCustomObject';
  const pairs = Object.entries(value).map(([name, each]) => `${name}=${textOf(each, level + 1)}`);
  return `@{${pairs.join('; ')}}`;
}

/** An item that is a list itself is told as what it is. */
const listText = (items: Value[], level: number): string =>
  items.map((each) => (Array.isArray(each) ? 'System.Object[]' : textOf(each, level + 1))).join(' ');

export function truth(value: Value): boolean {
  if (Array.isArray(value)) {
    const [first] = value as Value[];
    if (value.length !== 1) return value.length > 1;
    return Array.isArray(first) ? first.length > 0 : truth(first);
  }
  if (value === null || value === undefined || value === '' || value === 0) return false;
  return value !== false;
}

/** `name` of a value; of a list, of each of its items. */
export function member(of: Value, name: string): Value {
  if (!Array.isArray(of)) return own(of, name);
  if (/^(?:count|length)$/i.test(name)) return of.length;
  return collapse(of.map((each) => own(each, name)).filter((each) => each !== null));
}

function own(of: Value, name: string): Value {
  const wanted = name.toLowerCase();
  const found = entriesOf(of).find(([key]) => key.toLowerCase() === wanted);
  if (found !== undefined) return found[1] ?? null;
  if (wanted !== 'count' && wanted !== 'length') return null;
  if (Array.isArray(of)) return of.length;
  if (wanted === 'length') return typeof of === 'string' ? of.length : null;
  return of instanceof Map ? of.size : of === null ? 0 : 1;
}

/** As ConvertTo-Json: what lies deeper than `depth` becomes text. `count` is called for each value: a table may hold itself more than once. */
export function plain(value: Value, depth: number, count: (value: Value) => void): unknown {
  count(value);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (depth < 0) return textOf(value);
  if (Array.isArray(value)) return value.map((each) => plain(each, depth - 1, count));
  return Object.fromEntries(entriesOf(value).map(([key, each]) => [key, plain(each, depth - 1, count)]));
}

/** What a terminal shows of one value. */
export function show(value: Value): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [textOf(value)];
  if (Array.isArray(value)) return (value as Value[]).map((each) => textOf(each));
  const entries = entriesOf(value);
  const width = entries.reduce((most, [name]) => Math.max(most, name.length), 0);
  const list = (each: Value): string =>
    Array.isArray(each) ? `{${each.map((one) => textOf(one, 1)).join(', ')}}` : textOf(each);
  return ['', ...entries.map(([name, each]) => `${name.padEnd(width)} : ${list(each)}`), ''];
}
