// Operators with two sides. The caller has counted what they have to read.
import { runInNewContext } from 'node:vm';
import { matchesWildcard } from '../wildcard.ts';
import { Failure } from './session.ts';
import { isRow, stream, textOf, truth, type Value } from './values.ts';

/** The left side's type decides; texts are compared without regard to case. */
export function equal(left: Value, right: Value): boolean {
  if (left === null || left === undefined || right === null || right === undefined)
    return (left ?? null) === (right ?? null);
  if (typeof left === 'boolean') return left === truth(right);
  if (typeof left === 'number') return left === Number(textOf(right));
  return textOf(left).toLowerCase() === textOf(right).toLowerCase();
}

function like(left: Value, right: Value): boolean {
  const pattern = textOf(right);
  if (/[[\]`]/.test(pattern)) throw new Failure(`The sandbox knows * and ? in a pattern, no more: ${pattern}`);
  return matchesWildcard(pattern, textOf(left), true);
}

/** Milliseconds: a pattern may take years on a text made for it, and .NET would let it. */
const PATIENCE = 100;
const takesLong = (pattern: string): boolean => /[()[\]{}*+?\\]/.test(pattern);

function matches(left: Value, right: Value): boolean {
  const [pattern, text] = [textOf(right), textOf(left)];
  if (!takesLong(pattern)) return new RegExp(pattern, 'i').test(text);
  try {
    return runInNewContext('new RegExp(pattern, "i").test(text)', { pattern, text }, { timeout: PATIENCE }) as boolean;
  } catch (error) {
    // Of another context: its SyntaxError is none of ours.
    const code = isRow(error) ? error['code'] : undefined;
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Failure(`The sandbox gave up on the pattern '${pattern}'.`);
    throw new Failure(`Invalid pattern '${pattern}'.`);
  }
}

/** A number on the left wants one on the right; anything else is compared as text. */
function order(left: Value, right: Value): number {
  if (typeof left === 'number') return left - numberOf(right);
  const [a, b] = [textOf(left).toLowerCase(), textOf(right).toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function numberOf(value: Value): number {
  const text = textOf(value).trim();
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  throw new Failure(
    `Cannot convert value "${text}" to type "System.Int32". Error: "Input string was not in a correct format."`,
  );
}

type Test = (left: Value, right: Value) => boolean;
const not =
  (test: Test): Test =>
  (left, right) =>
    !test(left, right);
const TESTS = new Map<string, Test>([
  ['-eq', equal],
  ['-ne', not(equal)],
  ['-like', like],
  ['-notlike', not(like)],
  ['-match', matches],
  ['-notmatch', not(matches)],
  ['-gt', (left, right) => order(left, right) > 0],
  ['-ge', (left, right) => order(left, right) >= 0],
  ['-lt', (left, right) => order(left, right) < 0],
  ['-le', (left, right) => order(left, right) <= 0],
]);

/** Throws for an operator that is not known here. On an array a comparison finds the items for which it holds. */
export function compare(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '-contains':
    case '-notcontains':
      return stream(left).some((each) => equal(each, right)) === (operator === '-contains');
    case '-in':
    case '-notin':
      return stream(right).some((each) => equal(each, left)) === (operator === '-in');
    case '-join':
      return stream(left)
        .map((each) => textOf(each, 1))
        .join(textOf(right));
    case '+':
      return add(left, right);
    default: {
      const holds = TESTS.get(operator);
      if (holds === undefined) throw new Failure(`The sandbox does not know the operator ${operator}.`);
      return Array.isArray(left) ? left.filter((each) => holds(each, right)) : holds(left, right);
    }
  }
}

/** What an operator has to do beyond reading both sides once; `left` and `right` are their sizes. */
export function workOf(operator: string, sides: { left: Value; right: Value }, sizes: [number, number]): number {
  const items = stream(sides.left).length;
  if (operator === '-join') return items * sizes[1];
  if (/^-(?:not)?like$/.test(operator)) return sizes[0] * sizes[1];
  if (/^-(?:not)?match$/.test(operator)) return takesLong(textOf(sides.right)) ? items * 50_000 : sizes[0] * sizes[1];
  return 0;
}

function add(left: Value, right: Value): Value {
  if (Array.isArray(left)) return [...(left as Value[]), ...stream(right)];
  if (typeof left === 'number') return left + numberOf(right);
  if (left === null || left === undefined) return right;
  if (typeof left === 'string') return left + textOf(right);
  throw new Failure('Method invocation failed because the value does not contain a method named "op_Addition".');
}
