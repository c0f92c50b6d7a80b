import { parseDouble, parseSingle } from './parse-text.ts';
import { type Cursor, expect, type Expression, fail, nested, peek, skip, type Statement, take } from './syntax.ts';

/** Statements up to a closing mark, which is read too: parse.ts gives it, an expression may hold any of them. */
export type Within = (cursor: Cursor, close: ')' | '}') => Statement[];

const COMPARE =
  /-(?:eq|ne|like|notlike|match|notmatch|contains|notcontains|in|notin|join|replace|split|gt|ge|lt|le)(?![\w-])/;

export function parseExpression(cursor: Cursor, within: Within): Expression {
  return chain(cursor, /-(?:and|or)(?![\w-])/, () => parseComparison(cursor, within));
}

function parseComparison(cursor: Cursor, within: Within): Expression {
  return chain(cursor, COMPARE, () => chain(cursor, /\+(?![+=])/, () => parseList(cursor, within)));
}

/** Operators of one rank, from left to right. */
function chain(cursor: Cursor, operator: RegExp, operand: () => Expression): Expression {
  let left = operand();
  for (;;) {
    skip(cursor);
    const found = take(cursor, operator);
    if (found === undefined) return left;
    skip(cursor, true);
    left = { kind: 'binary', operator: found.toLowerCase(), left, right: operand() };
  }
}

/** A comma binds closer than any operator with two sides. */
export function parseList(cursor: Cursor, within: Within): Expression {
  const first = parseUnary(cursor, within);
  const items = [first];
  for (;;) {
    skip(cursor);
    if (take(cursor, /,/) === undefined) return items.length === 1 ? first : { kind: 'list', items };
    skip(cursor, true);
    items.push(parseUnary(cursor, within));
  }
}

function parseUnary(cursor: Cursor, within: Within): Expression {
  skip(cursor);
  if (take(cursor, /!|-not(?![\w-])/) !== undefined)
    return { kind: 'not', of: nested(cursor, () => parseUnary(cursor, within)) };
  take(cursor, /\[(?:ordered|pscustomobject|string|bool|array)\]/);
  return nested(cursor, () => parsePostfix(cursor, within));
}

/** A value with what hangs on it: `.Property` and `[index]`, both without a blank before them. */
export function parsePostfix(cursor: Cursor, within: Within): Expression {
  let of = parsePrimary(cursor, within);
  for (;;) {
    const name = take(cursor, /\.[a-z_]\w*/);
    if (name !== undefined) {
      if (peek(cursor, /\(/)) throw fail(cursor, `The sandbox calls no methods: ${name}().`);
      of = { kind: 'member', of, name: name.slice(1) };
    } else if (take(cursor, /\[/) !== undefined) {
      skip(cursor, true);
      of = { kind: 'index', of, at: parseExpression(cursor, within) };
      skip(cursor, true);
      expect(cursor, ']');
    } else return of;
  }
}

function parsePrimary(cursor: Cursor, within: Within): Expression {
  const { text, at } = cursor;
  if (text[at] === "'") return parseSingle(cursor);
  if (text[at] === '"') return parseDouble(cursor, (inner) => within(inner, ')'));
  if (take(cursor, /@\(/) !== undefined) return { kind: 'array', body: within(cursor, ')') };
  if (take(cursor, /@\{/) !== undefined) return parseTable(cursor, within);
  if (take(cursor, /\$?\(/) !== undefined) return { kind: 'group', body: within(cursor, ')') };
  if (take(cursor, /\{/) !== undefined) return { kind: 'block', body: within(cursor, '}') };
  const variable = take(cursor, /\$(?:\w+|\{\w+\})/)?.replaceAll(/[${}]/g, '');
  if (variable !== undefined) return { kind: 'variable', name: variable };
  const number = take(cursor, /-?\d+(?:\.\d+)?(?![\w-])/);
  if (number !== undefined) return { kind: 'value', value: Number(number) };
  throw fail(cursor, `Unexpected token '${text.slice(at, at + 12).split('\n')[0] ?? ''}' in expression or statement.`);
}

function parseTable(cursor: Cursor, within: Within): Expression {
  const entries: [Expression, Expression][] = [];
  for (;;) {
    skip(cursor, true);
    if (take(cursor, /\}/) !== undefined) return { kind: 'table', entries };
    const bare = take(cursor, /[a-z_]\w*/);
    const key: Expression = bare === undefined ? parsePostfix(cursor, within) : { kind: 'value', value: bare };
    skip(cursor);
    expect(cursor, '=');
    skip(cursor, true);
    entries.push([key, parseExpression(cursor, within)]);
  }
}
