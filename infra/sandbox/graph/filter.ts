// A small OData $filter: eq, ne, startswith, endswith, any, and/or/not, parentheses. What the real service only answers as an
// "advanced query" needs the ConsistencyLevel header here too.
import { GraphError } from './door.ts';

export type Test = (item: Record<string, unknown>) => boolean;
type Cursor = { tokens: string[]; at: number; advanced: boolean; eventual: boolean };

const TOKEN = /\s*('(?:[^']|'')*'|[(),:]|[^\s(),:']+)/y;

/** Throws Graph's 400 for a filter that it would not take. */
export function parseFilter(text: string, eventual: boolean): Test {
  const cursor: Cursor = { tokens: tokenize(text), at: 0, advanced: false, eventual };
  const test = parseOr(cursor);
  if (cursor.at !== cursor.tokens.length) throw invalid(text);
  if (cursor.advanced && !eventual) throw needsConsistency();
  return test;
}

export const needsConsistency = (): GraphError =>
  new GraphError(
    400,
    'Request_UnsupportedQuery',
    'Unsupported or invalid query filter clause specified. The query needs the ConsistencyLevel: eventual header and $count=true.',
  );
const invalid = (text: string): GraphError => new GraphError(400, 'BadRequest', `Invalid filter clause: '${text}'.`);

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (found?.[1] === undefined) throw invalid(text);
    tokens.push(found[1]);
  }
  return tokens;
}

function next(cursor: Cursor, wanted?: string): string {
  const token = cursor.tokens[cursor.at];
  if (token === undefined || (wanted !== undefined && token.toLowerCase() !== wanted))
    throw invalid(cursor.tokens.join(' '));
  cursor.at += 1;
  return token;
}

const peek = (cursor: Cursor): string | undefined => cursor.tokens[cursor.at]?.toLowerCase();

function parseOr(cursor: Cursor): Test {
  let left = parseAnd(cursor);
  while (peek(cursor) === 'or') {
    next(cursor);
    const [first, second] = [left, parseAnd(cursor)];
    left = (item) => first(item) || second(item);
  }
  return left;
}

function parseAnd(cursor: Cursor): Test {
  let left = parseTerm(cursor);
  while (peek(cursor) === 'and') {
    next(cursor);
    const [first, second] = [left, parseTerm(cursor)];
    left = (item) => first(item) && second(item);
  }
  return left;
}

function parseTerm(cursor: Cursor): Test {
  const token = next(cursor);
  if (token === '(') {
    const inner = parseOr(cursor);
    next(cursor, ')');
    return inner;
  }
  if (token.toLowerCase() === 'not') {
    cursor.advanced = true;
    const inner = parseTerm(cursor);
    return (item) => !inner(item);
  }
  if (/^(startswith|endswith)$/i.test(token)) return parseCall(cursor, token.toLowerCase());
  if (token.endsWith('/any')) return parseAny(cursor, token.slice(0, -'/any'.length));
  const operator = next(cursor).toLowerCase();
  const value = literal(next(cursor));
  if (operator === 'eq') return (item) => text(item[token]) === value;
  if (operator !== 'ne') throw invalid(cursor.tokens.join(' '));
  cursor.advanced = true;
  return (item) => text(item[token]) !== value;
}

function parseCall(cursor: Cursor, name: string): Test {
  next(cursor, '(');
  const field = next(cursor);
  next(cursor, ',');
  const value = literal(next(cursor));
  next(cursor, ')');
  if (name === 'startswith') return (item) => text(item[field]).startsWith(value);
  cursor.advanced = true;
  return (item) => text(item[field]).endsWith(value);
}

/** `proxyAddresses/any(p:p eq 'smtp:x')`: the inner test sees each element under the variable's name. */
function parseAny(cursor: Cursor, field: string): Test {
  next(cursor, '(');
  const variable = next(cursor);
  next(cursor, ':');
  const inner = parseOr(cursor);
  next(cursor, ')');
  return (item) => {
    const list = item[field];
    return Array.isArray(list) && list.some((each: unknown) => inner({ [variable]: each }));
  };
}

/** The directory compares without regard to case. */
const text = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).toLowerCase();
const literal = (token: string): string =>
  (token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token).toLowerCase();
