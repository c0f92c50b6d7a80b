// What people paste: text from web pages and documents, with characters nobody sees. They are dropped before anything is compared or
// stored: an invisible character makes two names look alike, a bidi override turns one around, NUL cannot be stored at all.

/** One line: NFC, no control, format, private or lone surrogate characters, at most three combining marks in a row, single spaces. */
export function cleanLine(text: string): string {
  return (
    text
      .normalize('NFC')
      .replaceAll(/[\s\u0085]+/gu, ' ')
      // Format characters include joiners some scripts use; a name a little worse set beats one that hides something.
      .replaceAll(/\p{C}/gu, '')
      .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
      .replaceAll(/ {2,}/g, ' ')
      .trim()
  );
}

/** Several lines: each cleaned, no more than one empty line in a row. */
export const cleanText = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(cleanLine)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
