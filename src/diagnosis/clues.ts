/** What in a pasted text may name a sender. All lower case. */
export type Clues = { senderIds: string[]; appIds: string[]; addresses: string[]; usernames: string[]; text: string };

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const atMost = 8;

const all = (text: string, pattern: RegExp, group = 0): string[] =>
  [...new Set([...text.matchAll(pattern)].map((found) => found[group] ?? ''))]
    .filter((each) => each !== '')
    .slice(0, atMost);

export function cluesIn(pasted: string): Clues {
  const text = pasted.toLowerCase();
  return {
    // uniqueName and vault name: sendpass-<sender>-<number>
    senderIds: all(text, /\bsendpass-([2-9a-z]{10})-\d+/g, 1),
    appIds: all(text, new RegExp(guid, 'g')),
    addresses: all(text, /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g),
    usernames: all(
      text,
      /\b(?:user(?:name)?|login|sasl_username|auth(?:user)?)["'\s]*(?:=>|[:=]|\s)\s*["']?([\w.@-]{3,64})/g,
      1,
    ),
    text,
  };
}
