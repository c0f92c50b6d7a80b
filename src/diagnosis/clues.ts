/** What in a pasted text may name a sender, or says how the application is set up. All lower case. */
export type Clues = {
  senderIds: string[];
  appIds: string[];
  addresses: string[];
  usernames: string[];
  /** Names of mail servers: those that begin like one. */
  hosts: string[];
  /** Ports of mail that are not 587. */
  ports: number[];
  /** The application Entra says it does not know, or whose secret it refuses. */
  refusedAppIds: string[];
  text: string;
};

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const atMost = 8;
// Three parts at least: `smtp.auth` is a setting and `smtp-connection.js` a file.
const mailHost = String.raw`(?<![\w.@-])smtp[\w-]*(?:\.[\w-]+)+\.[a-z]{2,6}(?![\w(-]|\.\w)`;
const thisMachine = String.raw`(?<![\w.])(?:localhost|127\.0\.0\.1|\[?::1\]?)`;
const place = String.raw`(?:${mailHost}|\d{1,3}(?:\.\d{1,3}){3}|\])`;

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
    hosts: all(text, new RegExp(`${mailHost}|${thisMachine}(?=:\\d)`, 'g')),
    ports: all(text, new RegExp(String.raw`(?:${place}:|\bport["'\s:=>]{1,5})(25|465|2525)\b(?![.:]?\d)`, 'g'), 1).map(
      Number,
    ),
    refusedAppIds: all(text, new RegExp(`(?:identifier|app|application)[ :]+['"]?(${guid})`, 'g'), 1),
    text,
  };
}
