// A small OPATH: what -RecipientRestrictionFilter and -RecipientPreviewFilter take. A quote inside a text is doubled.
import type { Mailbox } from './state.ts';
import { matchesWildcard } from './wildcard.ts';

type Test = (mailbox: Mailbox) => boolean;
type Cursor = { tokens: string[]; at: number; depth: number };

/** Every value a property has: EmailAddresses matches when one of them does. */
const PROPERTIES = new Map<string, (mailbox: Mailbox) => string[]>([
  ['primarysmtpaddress', ({ address }) => [address]],
  ['emailaddresses', ({ address, aliases }) => [`SMTP:${address}`, ...aliases.map((each) => `smtp:${each}`)]],
  ['alias', ({ address }) => [address.slice(0, address.indexOf('@'))]],
  ['displayname', ({ displayName }) => [displayName]],
  ['name', ({ displayName }) => [displayName]],
  ['recipienttypedetails', ({ kind }) => [kind]],
]);

const same = (value: string, wanted: string): boolean => value.toLowerCase() === wanted.toLowerCase();
const like = (value: string, wanted: string): boolean => matchesWildcard(wanted, value, false);
const OPERATORS = new Map<string, { holds: (value: string, wanted: string) => boolean; negated: boolean }>([
  ['-eq', { holds: same, negated: false }],
  ['-ne', { holds: same, negated: true }],
  ['-like', { holds: like, negated: false }],
  ['-notlike', { holds: like, negated: true }],
]);

/** More than anybody writes, and far from what the parser's own calls can take. */
const MAX_DEPTH = 100;

export class FilterError extends Error {}

/** Throws FilterError for what Exchange would not take. */
export function parseRecipientFilter(text: string): Test {
  const cursor: Cursor = { tokens: tokenize(text), at: 0, depth: 0 };
  const test = parseOr(cursor);
  if (cursor.at !== cursor.tokens.length) throw new FilterError(`Invalid filter syntax: "${text}".`);
  return test;
}

function tokenize(text: string): string[] {
  const token = /\s*('(?:[^']|'')*'|"[^"]*"|[()]|[^\s()'"]+)/y;
  const { length } = text.trimEnd();
  const tokens: string[] = [];
  while (token.lastIndex < length) {
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new FilterError(`Invalid filter syntax: "${text}".`);
    tokens.push(found);
  }
  return tokens;
}

function next(cursor: Cursor): string {
  const token = cursor.tokens[cursor.at];
  if (token === undefined) throw new FilterError('Invalid filter syntax: it ends too early.');
  cursor.at += 1;
  return token;
}

const takes = (cursor: Cursor, operator: string): boolean => {
  const found = cursor.tokens[cursor.at]?.toLowerCase() === operator;
  if (found) cursor.at += 1;
  return found;
};

/** A scope of a thousand mailboxes is a thousand terms side by side, not one inside the other. */
function parseOr(cursor: Cursor): Test {
  const terms = [parseAnd(cursor)];
  while (takes(cursor, '-or')) terms.push(parseAnd(cursor));
  return (mailbox) => terms.some((each) => each(mailbox));
}

function parseAnd(cursor: Cursor): Test {
  const terms = [parseTerm(cursor)];
  while (takes(cursor, '-and')) terms.push(parseTerm(cursor));
  return (mailbox) => terms.every((each) => each(mailbox));
}

function parseTerm(cursor: Cursor): Test {
  if (takes(cursor, '-not')) {
    const inner = nested(cursor, parseTerm);
    return (mailbox) => !inner(mailbox);
  }
  if (takes(cursor, '(')) {
    const inner = nested(cursor, parseOr);
    if (!takes(cursor, ')')) throw new FilterError('Invalid filter syntax: a parenthesis is missing.');
    return inner;
  }
  return parseComparison(cursor);
}

function nested(cursor: Cursor, parse: (cursor: Cursor) => Test): Test {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw new FilterError('Invalid filter syntax: the filter is nested too deeply.');
  const test = parse(cursor);
  cursor.depth -= 1;
  return test;
}

function parseComparison(cursor: Cursor): Test {
  const [name, operator, literal] = [next(cursor), next(cursor).toLowerCase(), next(cursor)];
  const values = PROPERTIES.get(name.toLowerCase());
  if (values === undefined) throw new FilterError(`"${name}" is not a filterable property.`);
  const known = OPERATORS.get(operator);
  if (known === undefined) throw new FilterError(`"${operator}" is not a valid operator.`);
  const wanted = valueOf(literal);
  return (mailbox) => values(mailbox).some((each) => known.holds(each, wanted)) !== known.negated;
}

/** Texts in quotes; numbers and system values without (New-ManagementScope, -RecipientRestrictionFilter). */
function valueOf(literal: string): string {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  if (literal.startsWith('"')) return literal.slice(1, -1);
  if (/^(?:\d+|\$(?:true|false|null))$/i.test(literal)) return literal;
  throw new FilterError(`Invalid filter syntax: "${literal}" is not a value.`);
}
