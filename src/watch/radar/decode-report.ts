/**
 * The bytes of a report as text. A byte order mark decides; without one, every second byte of text in UTF-16 is NUL; then UTF-8 if all of it
 * is; else windows-1252, in which everything means something: a wrong letter in a name, never a lost row.
 */
export function decodeReport(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function encodingOf(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  const head = bytes.subarray(0, 200);
  const nuls = (parity: number): number => head.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  // The header is Latin letters in any language Exchange exports with a Latin script.
  if (nuls(1) > head.length / 4) return 'utf-16le';
  return nuls(0) > head.length / 4 ? 'utf-16be' : null;
}
