/**
 * `*` any text, `?` any one character where `single` says so; without regard to case, over the whole text. No regular expression: one made of
 * many stars takes minutes on a text that does not match.
 */
export function matchesWildcard(wanted: string, text: string, single: boolean): boolean {
  const [pattern, subject] = [wanted.toLowerCase(), text.toLowerCase()];
  let [at, from] = [0, 0];
  let star: { after: number; tried: number } | undefined;
  while (from < subject.length) {
    if (pattern[at] === '*') {
      at += 1;
      star = { after: at, tried: from };
    } else if (at < pattern.length && (pattern[at] === subject[from] || (single && pattern[at] === '?'))) {
      at += 1;
      from += 1;
    } else if (star !== undefined) {
      // The last star takes one more character.
      star.tried += 1;
      at = star.after;
      from = star.tried;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
