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

export type Cursor = { text: string; at: number };

export function fail(cursor: Cursor, what: string): ParseError {
  const line = cursor.text.slice(0, cursor.at).split('\n').length;
  return new ParseError(`At line:${line}: ${what}`);
}

/** Blanks, comments and a line that goes on after a backtick; with `lines` also line ends and semicolons. */
export function skip(cursor: Cursor, lines = false): void {
  const blank = lines ? /(?:[\s;]|`\r?\n|<#.*?#>|#[^\n]*)*/sy : /(?:[ \t\r]|`\r?\n|<#.*?#>|#[^\n]*)*/sy;
  blank.lastIndex = cursor.at;
  blank.exec(cursor.text);
  cursor.at = Math.max(cursor.at, blank.lastIndex);
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
