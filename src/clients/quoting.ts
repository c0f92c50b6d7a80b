/**
 * One quoting function per language: gives the literal, quotes included, that the language reads back as exactly `text`. A secret pasted
 * with the wrong quotes is the most common reason for 535: `~`, `$`, quotes and backslashes all occur in passwords.
 */

// Lives above this room: the script for an Exchange administrator quotes too.
export { quotePowerShell } from '../shared/quote-powershell.ts';

const escapeWith = (text: string, pattern: RegExp): string => text.replace(pattern, (match) => `\\${match}`);

/** POSIX shell: nothing is special between single quotes, so only they are stepped out of. */
export const quoteShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** PHP single-quoted: only backslash and the quote are special. */
export const quotePhp = (text: string): string => `'${escapeWith(text, /[\\']/g)}'`;

/**
 * A value of an ini file read by PHP. Between single quotes all is literal but they cannot hold one; between double quotes `$`, quote
 * and backslash are escaped.
 */
export const quotePhpIni = (text: string): string =>
  text.includes("'") ? `"${escapeWith(text, /["\\$]/g)}"` : `'${text}'`;

export const quotePython = (text: string): string =>
  `'${escapeWith(text, /[\\']/g)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)}'`;

/** JSON is JavaScript since ES2019. */
export const quoteJavaScript = (text: string): string => JSON.stringify(text);

/** C# regular string: JSON's escapes are all C# escapes too. */
export const quoteCSharp = (text: string): string => JSON.stringify(text);
