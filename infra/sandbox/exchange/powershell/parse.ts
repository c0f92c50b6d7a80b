// PowerShell as far as Sendpass's scripts and their like go. What it does not know it refuses, with the line.
import { parseExpression, parsePostfix } from './parse-expression.ts';
import {
  type Argument,
  type Cursor,
  type Element,
  expect,
  type Expression,
  fail,
  nested,
  peek,
  skip,
  type Statement,
  take,
} from './syntax.ts';

/** Throws ParseError; then nothing of the script has run. */
export function parseScript(text: string): Statement[] {
  const cursor = { text, at: 0, depth: 0 };
  const statements = parseStatements(cursor);
  if (cursor.at < text.length) throw fail(cursor, `Unexpected token '${text[cursor.at] ?? ''}'.`);
  return statements;
}

function parseStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    skip(cursor, true);
    if (cursor.at >= cursor.text.length || peek(cursor, /[)}]/)) return statements;
    statements.push(nested(cursor, () => parseStatement(cursor)));
    skip(cursor);
    if (cursor.at < cursor.text.length && !peek(cursor, /[\n;)}]/) && cursor.text[cursor.at - 1] !== '}')
      throw fail(cursor, `Unexpected token '${cursor.text.slice(cursor.at, cursor.at + 12)}'.`);
  }
}

function within(cursor: Cursor, close: ')' | '}'): Statement[] {
  const body = parseStatements(cursor);
  expect(cursor, close);
  return body;
}

function parseBlock(cursor: Cursor): Statement[] {
  skip(cursor, true);
  expect(cursor, '{');
  return within(cursor, '}');
}

function parseStatement(cursor: Cursor): Statement {
  const keyword = take(cursor, /(?:if|foreach|try|throw)(?=[\s({]|$)/)?.toLowerCase();
  if (keyword === 'if') return parseIf(cursor);
  if (keyword === 'foreach') return parseForeach(cursor);
  if (keyword === 'try') return parseTry(cursor);
  if (keyword === 'throw') {
    skip(cursor);
    return { kind: 'throw', value: peek(cursor, /[\n;)}]|$/) ? undefined : parsePipeline(cursor) };
  }
  if (peek(cursor, /(?:while|for|function|param|switch|return|do|exit|break|continue)(?=[\s({]|$)/))
    throw fail(cursor, 'The sandbox does not know this statement.');
  const pipeline = parsePipeline(cursor);
  skip(cursor);
  return peek(cursor, /=/) ? parseAssignment(cursor, pipeline) : pipeline;
}

/** What stands before a `=` is read once: read anew as something else, each bracket around it would double the work. */
function parseAssignment(cursor: Cursor, { elements }: Statement & { kind: 'pipeline' }): Statement {
  const [only, ...more] = elements;
  const target = only?.kind === 'expression' && more.length === 0 ? only.of : undefined;
  if (target?.kind !== 'variable' && target?.kind !== 'member' && target?.kind !== 'index')
    throw fail(cursor, 'The assignment expression is not valid.');
  expect(cursor, '=');
  skip(cursor, true);
  return { kind: 'assign', target, value: nested(cursor, () => parseStatement(cursor)) };
}

function parseTest(cursor: Cursor): Statement {
  skip(cursor, true);
  expect(cursor, '(');
  skip(cursor, true);
  const test = parsePipeline(cursor);
  skip(cursor, true);
  expect(cursor, ')');
  return test;
}

function parseIf(cursor: Cursor): Statement {
  const branches = [{ test: parseTest(cursor), body: parseBlock(cursor) }];
  for (;;) {
    const { at } = cursor;
    skip(cursor, true);
    const keyword = take(cursor, /(?:elseif|else)\b/)?.toLowerCase();
    if (keyword === 'elseif') branches.push({ test: parseTest(cursor), body: parseBlock(cursor) });
    else if (keyword === 'else') return { kind: 'if', branches, otherwise: parseBlock(cursor) };
    else {
      cursor.at = at;
      return { kind: 'if', branches, otherwise: [] };
    }
  }
}

function parseForeach(cursor: Cursor): Statement {
  skip(cursor, true);
  expect(cursor, '(');
  skip(cursor, true);
  const name = take(cursor, /\$\w+/)?.slice(1);
  skip(cursor, true);
  if (name === undefined || take(cursor, /in\b/) === undefined)
    throw fail(cursor, "Missing variable or 'in' in foreach loop.");
  skip(cursor, true);
  const of = parsePipeline(cursor);
  skip(cursor, true);
  expect(cursor, ')');
  return { kind: 'foreach', name, of, body: parseBlock(cursor) };
}

function parseTry(cursor: Cursor): Statement {
  const body = parseBlock(cursor);
  skip(cursor, true);
  if (take(cursor, /catch\b/) === undefined)
    throw fail(cursor, 'The Try statement is missing its Catch or Finally block.');
  return { kind: 'try', body, handler: parseBlock(cursor) };
}

function parsePipeline(cursor: Cursor): Statement & { kind: 'pipeline' } {
  const elements = [parseElement(cursor)];
  for (;;) {
    skip(cursor);
    if (take(cursor, /\|/) === undefined) return { kind: 'pipeline', elements };
    skip(cursor, true);
    elements.push(parseElement(cursor));
  }
}

function parseElement(cursor: Cursor): Element {
  skip(cursor);
  const name = take(cursor, /[a-z][\w-]*(?:\.\w+)?/);
  if (name === undefined) return { kind: 'expression', of: parseExpression(cursor, within) };
  const args: Argument[] = [];
  for (;;) {
    skip(cursor);
    if (cursor.at >= cursor.text.length || peek(cursor, /[\n;|)}]/)) return { kind: 'command', name, args };
    args.push(parseArgument(cursor));
  }
}

/** Parameters that take no value although one may seem to follow. */
const SWITCHES =
  /^(?:compress|listavailable|force|nonewline|unique|descending|autosize|passthru|whatif|confirm|verbose|debug)$/i;

function parseArgument(cursor: Cursor): Argument {
  const name = take(cursor, /-[a-z]\w*/)?.slice(1);
  if (name === undefined) return { value: parseArgumentValue(cursor) };
  if (take(cursor, /:/) !== undefined) {
    skip(cursor);
    return { name, value: parseArgumentValue(cursor) };
  }
  skip(cursor);
  const alone = SWITCHES.test(name) || cursor.at >= cursor.text.length || peek(cursor, /[\n;|)}]|-[a-z]/);
  return alone ? { name } : { name, value: parseArgumentValue(cursor) };
}

function parseArgumentValue(cursor: Cursor): Expression {
  const items = [parseWord(cursor)];
  for (;;) {
    const { at } = cursor;
    skip(cursor);
    if (take(cursor, /,/) === undefined) {
      cursor.at = at;
      return items.length === 1 ? (items[0] ?? fallback) : { kind: 'list', items };
    }
    skip(cursor, true);
    items.push(parseWord(cursor));
  }
}

const fallback: Expression = { kind: 'value', value: null };

/** In a command's arguments a bare word is a text. */
function parseWord(cursor: Cursor): Expression {
  if (peek(cursor, /['"({$]|@[({]/)) return parsePostfix(cursor, within);
  const word = take(cursor, /[^\s,;|(){}'"]+/);
  if (word === undefined) throw fail(cursor, `Unexpected token '${cursor.text[cursor.at] ?? ''}'.`);
  return { kind: 'value', value: /^-?\d+$/.test(word) ? Number(word) : word };
}
