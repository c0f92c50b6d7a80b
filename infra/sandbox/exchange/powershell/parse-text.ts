// Strings. 'single' as they are, "double" with variables and $( … ) in them.
import { type Cursor, type Expression, fail, type Statement, take } from './syntax.ts';

type Body = (cursor: Cursor) => Statement[];

/** PowerShell also ends a string at a typographic quote; here that is refused, so that nobody relies on it. */
export function parseSingle(cursor: Cursor): Expression {
  const found = take(cursor, /'(?:[^'\u2018-\u201b]|'')*'/);
  if (found === undefined) throw fail(cursor, "The string is missing the terminator: '.");
  return { kind: 'value', value: found.slice(1, -1).replaceAll("''", "'") };
}

const ESCAPED = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

/** `group` reads the statements of `$( … )` up to and with its parenthesis. */
export function parseDouble(cursor: Cursor, group: Body): Expression {
  cursor.at += 1;
  const parts: Expression[] = [];
  const add = (value: string): void => void parts.push({ kind: 'value', value });
  for (;;) {
    const plain = take(cursor, /[^"`$\u201c-\u201e]+/);
    if (plain !== undefined) add(plain);
    else if (take(cursor, /""/) !== undefined) add('"');
    else if (take(cursor, /"/) !== undefined) return { kind: 'text', parts };
    else if (take(cursor, /\$\(/) !== undefined) parts.push({ kind: 'group', body: group(cursor) });
    else parts.push(parseMark(cursor));
  }
}

/** A backtick's escape, a variable, or a lone `$`. */
function parseMark(cursor: Cursor): Expression {
  const escaped = take(cursor, /`[^]/)?.[1];
  if (escaped !== undefined) return { kind: 'value', value: ESCAPED.get(escaped) ?? escaped };
  const name = take(cursor, /\$(?:\w+|\{\w+\})/);
  if (name === undefined) {
    if (take(cursor, /\$/) !== undefined) return { kind: 'value', value: '$' };
    throw fail(cursor, 'The string is missing the terminator: ".');
  }
  // "$name:" is read as a name on a drive: a classic slip.
  if (!name.includes('{') && take(cursor, /:/) !== undefined)
    throw fail(cursor, `Variable reference is not valid. ':' was not followed by a valid variable name character.`);
  return { kind: 'variable', name: name.replaceAll(/[${}]/g, '') };
}
