import { quotePowerShell } from '../shared/quote-powershell.ts';

// What becomes part of a script that an administrator runs with all rights, although a requester wrote it.

/**
 * ASCII only. Windows PowerShell 5.1 reads a file without byte order mark in the machine's code page, where bytes of harmless letters are
 * typographic quotes (0x91–0x94) that end a string: a name could smuggle in a command.
 */
const foldName = (text: string): string =>
  text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .normalize('NFKD')
    .replace(/[\t\r\n]+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();

/** A name people recognise, in what a script can carry; `otherwise` when nothing of it is left. */
export const plainName = (name: string, otherwise: string): string => foldName(name) || otherwise;

/** An address must not be folded into another one: what cannot stand in the script becomes `?`, which no mailbox has. */
export const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

export const quoted = (text: string): string => quotePowerShell(plain(text));

/** `@('a', 'b')`: an array also where there is one. */
export const quotedList = (texts: string[]): string => `@(${texts.map(quoted).join(', ')})`;

/**
 * One block without empty lines. Pasted into a console, single lines would go on after one that failed; a block ends as a whole. In a
 * console without PSReadLine an empty line would end the block early.
 */
export function asBlock(heading: string[], body: string[]): string {
  const lines = body.flatMap((part) => part.split('\n')).map((line) => (line === '' ? '  #' : `  ${line}`));
  return [...heading.map((line) => `# ${line}`.trimEnd()), 'if ($true) {', ...lines, '}', ''].join('\n');
}
