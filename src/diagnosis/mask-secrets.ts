/** What stands where something looked like a secret. */
export const mask = '[masked]';

export type Masked = { text: string; /** Something was masked: its writer may have leaked it. */ found: boolean };

type Rule = { find: RegExp; /** Number of the group that is the secret; the rest stays. */ group: number };

// Letters of an Entra client secret; `%` because it is also pasted out of URLs.
const entraLetters = 'A-Za-z0-9_.~%-';
const keyword =
  '(?:pass(?:word|wd|phrase|code)?|passwort|pwd|secret(?:text|value)?|client_?secret|(?:api|access|account|shared|private)[_-]?(?:access)?[_-]?key|(?:access|refresh|id|auth|bearer)[_-]?token|client_assertion|credentials?|sig)';

/**
 * Ordered: whole structures first, so that a shape inside them is not cut in two. Errs towards masking: a masked word costs a question,
 * a stored secret costs a rotation.
 */
const rules: Rule[] = [
  { find: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, group: 0 },
  { find: /\beyJ[\w-]{8,}=*(?:\.[\w=-]*){0,4}/g, group: 0 },
  // "basic authentication is disabled" is no secret.
  { find: /\b(?:[Bb]earer|[Bb]asic|[Nn]egotiate)\s+(?![A-Z]?[a-z]+(?![\w.~+/=-]))([\w.~+/=-]{8,})/g, group: 1 },
  { find: /\bAUTH\s+(?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5)\s+([A-Za-z0-9+/]{6,}={0,2})/gi, group: 1 },
  // smtp://user:password@host; up to the last @, because passwords hold some.
  { find: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s"'<>]+)@/gi, group: 1 },
  // NetworkCredential("user", "…"), smtp.login(user, '…'), client.Authenticate("user", "…")
  { find: /(?:NetworkCredential|\.login|authenticate)\(\s*(?:"[^"]*"|'[^']*'|[^,()]*),\s*"([^"]+)"/gi, group: 1 },
  { find: /(?:NetworkCredential|\.login|authenticate)\(\s*(?:"[^"]*"|'[^']*'|[^,()]*),\s*'([^']+)'/gi, group: 1 },
  // WithClientSecret("…"), setPassword('…'), ClientSecretCredential(tenant, client, "…")
  { find: /(?:ClientSecret|Password)\(\s*"([^"]+)"/gi, group: 1 },
  { find: /(?:ClientSecret|Password)\(\s*'([^']+)'/gi, group: 1 },
  { find: /ClientSecretCredential\((?:[^,()]*,\s*){2}"([^"]+)"/gi, group: 1 },
  { find: /ClientSecretCredential\((?:[^,()]*,\s*){2}'([^']+)'/gi, group: 1 },
  { find: /ConvertTo-SecureString\s+(?:-\w+\s+)*"([^"]+)"/gi, group: 1 },
  { find: /ConvertTo-SecureString\s+(?:-\w+\s+)*'([^']+)'/gi, group: 1 },
  { find: /ConvertTo-SecureString\s+(?:-(?:AsPlainText|Force|String)\s+)*([^\s"'-]\S*)/gi, group: 1 },
  // swaks -ap …, curl --user name:…, postfix "[host]:587 name:…"
  { find: /(?:\s|^)(?:-ap|--auth-password|--password)[\s=]+["']?([^\s"']+)/gi, group: 1 },
  { find: /(?:\s|^)(?:-u|--user)\s+["']?[^\s"':]+:([^\s"']+)/gi, group: 1 },
  { find: /\]:\d{2,5}\s+[^\s:]+:(\S+)/g, group: 1 },
  // password = "…", 'pass' => '…', "client_secret": "…": a quoted value may hold spaces
  { find: new RegExp(`${keyword}["'\\]]*\\s*(?:=>|:=|=|:)\\s*"((?:[^"\\\\]|\\\\.)+)"?`, 'gi'), group: 1 },
  { find: new RegExp(`${keyword}["'\\]]*\\s*(?:=>|:=|=|:)\\s*'((?:[^'\\\\]|\\\\.)+)'?`, 'gi'), group: 1 },
  { find: new RegExp(`${keyword}["'\\]]*\\s*(?:=>|:=|=)\\s*([^\\s"'&;,)}]+)`, 'gi'), group: 1 },
  // YAML and "Password: …"; after a colon prose may follow instead.
  {
    find: new RegExp(
      `\\b${keyword}\\s*:\\s*(?!(?:the|a|an|is|was|not|invalid|incorrect|wrong|expired|missing|required|authentication|error|null|none|true|false)\\b)([^\\s"'&,;)}]{4,})`,
      'gi',
    ),
    group: 1,
  },
  // Entra's shape (abc8Q~…), also cut off at the end of what was pasted.
  { find: new RegExp(`[${entraLetters}]{0,3}\\dQ(?:~|%7e|\\\\u007e)[${entraLetters}\\\\]*`, 'gi'), group: 0 },
  // Older ones, and whatever else is long, mixed and holds a tilde.
  { find: /(?<![\w/])(?=[\w.~-]*~)(?=[\w.~-]*\d)(?=[\w.~-]*[a-z])(?=[\w.~-]*[A-Z])[\w.~-]{20,}/g, group: 0 },
];

/**
 * Takes out of a pasted text what looks like a secret: client secrets, AUTH exchanges, passwords in URLs, settings and code, tokens and
 * keys. Pure, and the same when applied twice. It knows shapes, not values: a short password alone in a sentence is not seen.
 */
export function maskSecrets(text: string): Masked {
  let masked = maskLogIns(text);
  for (const rule of rules) masked = masked.replaceAll(rule.find, (...found: string[]) => replaced(found, rule.group));
  masked = maskEncoded(masked);
  return { text: masked, found: masked !== text };
}

function replaced([whole = '', ...groups]: string[], group: number): string {
  const secret = group === 0 ? whole : (groups[group - 1] ?? '');
  // Masked already, here or by the program that wrote the log.
  if (secret === '' || secret.includes(mask) || /^[*•x.…]+$/i.test(secret)) return whole;
  const at = whole.lastIndexOf(secret);
  return `${whole.slice(0, at)}${mask}${whole.slice(at + secret.length)}`;
}

const encoded = /(?<![\w+/])[A-Za-z0-9+/_-]{8,}={0,2}(?![\w+/])/g;
// What a log puts between the server's question and the client's answer: no digits, one case.
const isWord = (token: string): boolean => /^(?:[A-Z]?[a-z]+|[A-Z]+|[\d-]+)$/.test(token) && !token.endsWith('=');
const answerEndsWith = /\b(?:235|334|4\d\d|5\d\d)[ -]/;

/** The answer to `334 UGFzc3dvcmQ6` ("Password:") is the password in base64, whatever a log writes in between. */
function maskLogIns(text: string): string {
  const parts = text.split(/(334 (?:UGFzc3dvcmQ6|cGFzc3dvcmQ6)\S*|334 VXNlcm5hbWU6\S*|334(?=\s))/i);
  return parts
    .map((part, at) => {
      if (at === 0 || at % 2 === 1) return part;
      const end = answerEndsWith.exec(part)?.index ?? part.length;
      const answer = part.slice(0, end).replaceAll(encoded, (token) => (isWord(token) ? token : mask));
      return answer + part.slice(end);
    })
    .join('');
}

// eslint-disable-next-line no-control-regex -- AUTH PLAIN and XOAUTH2 separate by them
const unprintable = /[^\t\n\r\x00\x01 -~]/;
// eslint-disable-next-line no-control-regex
const credentialsInside = /\x00[^\x00]*\x00|\x01auth=|\dQ~|eyJ/;
const longWithTilde = /^(?=.*~)(?=.*\d)(?=.*[a-zA-Z])[\w.~-]{20,}$/;

/** Base64 that hides one of the shapes above, or the two zero bytes of AUTH PLAIN. */
function maskEncoded(text: string): string {
  return text.replaceAll(encoded, (token) => {
    if (token.length < 12) return token;
    const plain = Buffer.from(token.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('latin1');
    if (unprintable.test(plain)) return token;
    const holdsSecret = credentialsInside.test(plain) || longWithTilde.test(plain);
    return holdsSecret ? mask : token;
  });
}
