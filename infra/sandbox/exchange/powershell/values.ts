// PowerShell's values: how they become text and truth, how they compare, how they are shown.
export type Value = unknown;
/** Keys in their order; found without regard to case. */
export type Table = Map<string, Value>;

export const isRow = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);

/** What a pipeline passes on: an array item by item, anything else whole. */
export const stream = (value: Value): Value[] => (Array.isArray(value) ? (value as Value[]) : [value]);
/** What is left when it is put into a variable. */
export const collapse = (values: Value[]): Value =>
  values.length === 0 ? null : values.length === 1 ? values[0] : values;

export function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (value instanceof Map) return 'System.Collections.Hashtable';
  if (!isRow(value)) return '';
  if (typeof value['Exception'] === 'object') return textOf(member(value['Exception'], 'Message'));
  const pairs = Object.entries(value).map(([name, each]) => `${name}=${textOf(each)}`);
  return `@{${pairs.join('; ')}}`;
}

export function truth(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 1 || (value.length === 1 && truth(value[0]));
  if (value === null || value === undefined || value === '' || value === 0) return false;
  return value !== false;
}

export function member(of: Value, name: string): Value {
  const wanted = name.toLowerCase();
  if (Array.isArray(of)) {
    if (wanted === 'count' || wanted === 'length') return of.length;
    return collapse(of.map((each) => member(each, name)).filter((each) => each !== null));
  }
  const entries = of instanceof Map ? [...(of as Table)] : isRow(of) ? Object.entries(of) : [];
  const found = entries.find(([key]) => key.toLowerCase() === wanted);
  if (found !== undefined) return found[1] ?? null;
  if (typeof of === 'string' && wanted === 'length') return of.length;
  if (wanted === 'count') return of instanceof Map ? of.size : of === null ? 0 : 1;
  return null;
}

/** The left side's type decides; texts are compared without regard to case. */
export function equal(left: Value, right: Value): boolean {
  if (left === null || left === undefined || right === null || right === undefined)
    return (left ?? null) === (right ?? null);
  if (typeof left === 'boolean') return left === truth(right);
  if (typeof left === 'number') return left === Number(textOf(right));
  return textOf(left).toLowerCase() === textOf(right).toLowerCase();
}

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'is',
  );

const TESTS: Record<string, (left: Value, right: Value) => boolean> = {
  '-eq': equal,
  '-like': (left, right) => wildcard(textOf(right)).test(textOf(left)),
  '-match': (left, right) => new RegExp(textOf(right), 'i').test(textOf(left)),
  '-gt': (left, right) => Number(textOf(left)) > Number(textOf(right)),
  '-lt': (left, right) => Number(textOf(left)) < Number(textOf(right)),
};
const OPPOSITE: Record<string, string> = {
  '-ne': '-eq',
  '-notlike': '-like',
  '-notmatch': '-match',
  '-le': '-gt',
  '-ge': '-lt',
};

/** Undefined: an operator that is not known here. On an array a comparison finds the items for which it holds. */
export function compare(operator: string, left: Value, right: Value): Value {
  if (operator === '-contains' || operator === '-notcontains')
    return stream(left).some((each) => equal(each, right)) === (operator === '-contains');
  if (operator === '-in' || operator === '-notin')
    return stream(right).some((each) => equal(each, left)) === (operator === '-in');
  if (operator === '-join') return stream(left).map(textOf).join(textOf(right));
  if (operator === '+') return add(left, right);
  const base = TESTS[OPPOSITE[operator] ?? operator];
  if (base === undefined) return undefined;
  const holds = (each: Value): boolean => base(each, right) !== operator in OPPOSITE;
  return Array.isArray(left) ? left.filter(holds) : holds(left);
}

function add(left: Value, right: Value): Value {
  if (Array.isArray(left)) return [...(left as Value[]), ...stream(right)];
  return typeof left === 'number' ? left + Number(textOf(right)) : textOf(left) + textOf(right);
}

/** As ConvertTo-Json: what lies deeper than `depth` becomes text. */
export function plain(value: Value, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (depth < 0) return textOf(value);
  if (Array.isArray(value)) return value.map((each) => plain(each, depth - 1));
  const entries = value instanceof Map ? [...(value as Table)] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each, depth - 1)]));
}

/** What a terminal shows of one value. */
export function show(value: Value): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [textOf(value)];
  if (Array.isArray(value)) return value.flatMap(show);
  const entries = value instanceof Map ? [...(value as Table)] : Object.entries(value);
  const width = Math.max(...entries.map(([name]) => name.length));
  const list = (each: Value): string => (Array.isArray(each) ? `{${each.map(textOf).join(', ')}}` : textOf(each));
  return ['', ...entries.map(([name, each]) => `${name.padEnd(width)} : ${list(each)}`), ''];
}
