// The tree of a script.

export type Expression =
  | { kind: 'value'; value: string | number | boolean | null }
  | { kind: 'text'; parts: Expression[] }
  | { kind: 'variable'; name: string }
  | { kind: 'member'; of: Expression; name: string }
  | { kind: 'index'; of: Expression; at: Expression }
  | { kind: 'list'; items: Expression[] }
  /** `@( … )` always gives an array, `$( … )` and `( … )` what a pipeline gives. */
  | { kind: 'array' | 'group'; body: Statement[] }
  | { kind: 'table'; entries: [Expression, Expression][] }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'not'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

/** `name` is undefined for what stands alone; a switch has no value. */
export type Argument = { name?: string; value?: Expression };
export type Element = { kind: 'command'; name: string; args: Argument[] } | { kind: 'expression'; of: Expression };

export type Statement =
  | { kind: 'assign'; target: Expression; value: Statement }
  | { kind: 'if'; branches: { test: Statement; body: Statement[] }[]; otherwise: Statement[] }
  | { kind: 'foreach'; name: string; of: Statement; body: Statement[] }
  | { kind: 'try'; body: Statement[]; handler: Statement[] }
  | { kind: 'throw'; value: Statement | undefined }
  | { kind: 'pipeline'; elements: Element[] };

/** What PowerShell says before it runs anything. */
export class ParseError extends Error {}

/** `depth`: how many statements and operands are open around this place. */
export type Cursor = { text: string; at: number; depth: number };

/** PowerShell's own parser gives up as well, later; this one must before the stack of the process ends. */
const MAX_DEPTH = 200;

export function fail(cursor: Cursor, what: string): ParseError {
  const line = cursor.text.slice(0, cursor.at).split('\n').length;
  return new ParseError(`At line:${line}: ${what}`);
}

/** Reads what may hold something of its own kind. */
export function nested<Read>(cursor: Cursor, read: () => Read): Read {
  if (cursor.depth >= MAX_DEPTH) throw fail(cursor, 'The script is nested too deeply.');
  cursor.depth += 1;
  const found = read();
  cursor.depth -= 1;
  return found;
}

/** Blanks, comments and a line that goes on after a backtick; with `lines` also line ends and semicolons. */
export function skip(cursor: Cursor, lines = false): void {
  const blank = lines ? /[\s;]+|`\r?\n|<#.*?#>|#[^\n]*/sy : /[ \t\r]+|`\r?\n|<#.*?#>|#[^\n]*/sy;
  do {
    blank.lastIndex = cursor.at;
    const found = blank.exec(cursor.text)?.[0].length ?? 0;
    cursor.at += found;
  } while (blank.lastIndex > 0);
}

/** Moves over `pattern` (sticky) when it is what comes next. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  const sticky = new RegExp(pattern.source, 'iy');
  sticky.lastIndex = cursor.at;
  const found = sticky.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

export function expect(cursor: Cursor, mark: string): void {
  if (!cursor.text.startsWith(mark, cursor.at)) throw fail(cursor, `Missing '${mark}'.`);
  cursor.at += mark.length;
}

export const peek = (cursor: Cursor, pattern: RegExp): boolean => {
  const { at } = cursor;
  const found = take(cursor, pattern) !== undefined;
  cursor.at = at;
  return found;
};
