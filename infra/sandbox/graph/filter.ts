// A small OData $filter: eq, ne, startswith, endswith, any, and/or/not, parentheses. What the real service only answers as an
// "advanced query" needs the ConsistencyLevel header here too.
import { GraphError } from './door.ts';
import { unknownProperty } from './properties.ts';

export type Test = (item: Record<string, unknown>) => boolean;
type Cursor = { tokens: string[]; at: number; advanced: boolean; set: string; variables: string[] };

const TOKEN = /\s*('(?:[^']|'')*'|[(),:]|[^\s(),:']+)/y;

/** Throws Graph's 400 for a filter that it would not take. */
export function parseFilter(text: string, set: string, mayBeAdvanced: boolean): Test {
  const cursor: Cursor = { tokens: tokenize(text), at: 0, advanced: false, set, variables: [] };
  const test = parseOr(cursor);
  if (cursor.at !== cursor.tokens.length) throw invalid(text);
  if (cursor.advanced && !mayBeAdvanced) throw needsConsistency();
  return test;
}

export const needsConsistency = (): GraphError =>
  new GraphError(
    400,
    'Request_UnsupportedQuery',
    'Unsupported or invalid query filter clause specified. The query needs the ConsistencyLevel: eventual header and $count=true.',
  );
const invalid = (text: string): GraphError => new GraphError(400, 'BadRequest', `Invalid filter clause: '${text}'.`);

/** A property of the type, or the variable of an `any`. */
function property(cursor: Cursor, name: string): string {
  const problem = cursor.variables.includes(name) ? undefined : unknownProperty(cursor.set, name);
  if (problem !== undefined) throw new GraphError(400, 'BadRequest', `Invalid filter clause: ${problem}`);
  return name;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (found?.[1] === undefined) throw invalid(text);
    tokens.push(found[1]);
  }
  // Read by recursion: what no sensible query needs must not reach the end of the stack.
  if (tokens.length > 1000) throw invalid(text.slice(0, 100));
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
  property(cursor, token);
  const operator = next(cursor).toLowerCase();
  if (operator === 'in') return parseIn(cursor, token);
  const value = literal(next(cursor));
  if (operator === 'eq') return (item) => text(item[token]) === value;
  if (operator !== 'ne') throw invalid(cursor.tokens.join(' '));
  cursor.advanced = true;
  return (item) => text(item[token]) !== value;
}

/** `id in ('a', 'b')`, at most 15 values (graph-docs concepts/filter-query-parameter.md). */
function parseIn(cursor: Cursor, field: string): Test {
  const values: string[] = [];
  next(cursor, '(');
  do values.push(literal(next(cursor)));
  while (peek(cursor) === ',' && next(cursor) !== '');
  next(cursor, ')');
  if (values.length > 15)
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${values.length}. Max allowed: 15.`,
    );
  return (item) => values.includes(text(item[field]));
}

function parseCall(cursor: Cursor, name: string): Test {
  next(cursor, '(');
  const field = property(cursor, next(cursor));
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
  property(cursor, field);
  cursor.variables.push(variable);
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
