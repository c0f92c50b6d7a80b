// A small OPATH: what -RecipientRestrictionFilter and -RecipientPreviewFilter take. A quote inside a text is doubled.
import type { Mailbox } from './state.ts';

type Test = (mailbox: Mailbox) => boolean;
type Cursor = { tokens: string[]; at: number };

/** Every value a property has: EmailAddresses matches when one of them does. */
const PROPERTIES: Record<string, (mailbox: Mailbox) => string[]> = {
  primarysmtpaddress: ({ address }) => [address],
  emailaddresses: ({ address, aliases }) => [`SMTP:${address}`, ...aliases.map((each) => `smtp:${each}`)],
  alias: ({ address }) => [address.slice(0, address.indexOf('@'))],
  displayname: ({ displayName }) => [displayName],
  name: ({ displayName }) => [displayName],
  recipienttypedetails: ({ kind }) => [kind],
};

export class FilterError extends Error {}

/** Throws FilterError for what Exchange would not take. */
export function parseRecipientFilter(text: string): Test {
  const cursor: Cursor = { tokens: tokenize(text), at: 0 };
  const test = parseOr(cursor);
  if (cursor.at !== cursor.tokens.length) throw new FilterError(`Invalid filter syntax: "${text}".`);
  return test;
}

function tokenize(text: string): string[] {
  const token = /\s*('(?:[^']|'')*'|[()]|[^\s()']+)/y;
  const tokens: string[] = [];
  while (token.lastIndex < text.trimEnd().length) {
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

function parseOr(cursor: Cursor): Test {
  let left = parseAnd(cursor);
  while (takes(cursor, '-or')) {
    const [first, second] = [left, parseAnd(cursor)];
    left = (mailbox) => first(mailbox) || second(mailbox);
  }
  return left;
}

function parseAnd(cursor: Cursor): Test {
  let left = parseTerm(cursor);
  while (takes(cursor, '-and')) {
    const [first, second] = [left, parseTerm(cursor)];
    left = (mailbox) => first(mailbox) && second(mailbox);
  }
  return left;
}

function parseTerm(cursor: Cursor): Test {
  if (takes(cursor, '-not')) {
    const inner = parseTerm(cursor);
    return (mailbox) => !inner(mailbox);
  }
  if (takes(cursor, '(')) {
    const inner = parseOr(cursor);
    if (!takes(cursor, ')')) throw new FilterError('Invalid filter syntax: a parenthesis is missing.');
    return inner;
  }
  return parseComparison(cursor);
}

function parseComparison(cursor: Cursor): Test {
  const [name, operator, literal] = [next(cursor), next(cursor).toLowerCase(), next(cursor)];
  const values = PROPERTIES[name.toLowerCase()];
  if (values === undefined) throw new FilterError(`"${name}" is not a filterable property.`);
  const wanted = (/^'(.*)'$/s.exec(literal)?.[1] ?? literal).replaceAll("''", "'").toLowerCase();
  const like = new RegExp(`^${wanted.split('*').map(escape).join('.*')}$`, 's');
  const tests: Record<string, (value: string) => boolean> = {
    '-eq': (value) => value === wanted,
    '-like': (value) => like.test(value),
  };
  const positive = tests[operator === '-ne' ? '-eq' : operator === '-notlike' ? '-like' : operator];
  if (positive === undefined) throw new FilterError(`"${operator}" is not a valid operator.`);
  const negated = operator.startsWith('-n');
  return (mailbox) => values(mailbox).some((each) => positive(each.toLowerCase())) !== negated;
}

const escape = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
