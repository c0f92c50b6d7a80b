/**
 * What people type may hold characters that are not text: controls, bidirectional overrides that turn the rest of a card around,
 * invisible tags. They are dropped wherever something is shown, so that a card says what it seems to say.
 */

// C0/C1 controls but tab and line feed; bidi marks, embeddings, overrides and isolates; line separators; BOM; tag characters.
const unwanted =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export function clean(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(unwanted, '');
}

/** Wrapped in first-strong isolates when it holds right-to-left letters. */
export function isolate(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}

/** At most `limit` UTF-16 units, ellipsis included; never half a character. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.replace(/(?:\s|\u200d|\ufe0f)+$/u, '')}…`;
}
