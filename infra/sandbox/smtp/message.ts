// Reads as much of a message as the inbox and the From check need: headers with their encodings, and the first plain text part.

export type Message = { from: string[]; subject: string; messageId: string; text: string };

/** Parses a raw message; never throws, whatever a client sent. */
export function readMessage(raw: string): Message {
  const { headers, body } = split(raw);
  return {
    from: addresses(headers.get('from') ?? ''),
    subject: decodeWords(headers.get('subject') ?? ''),
    messageId: headers.get('message-id') ?? '',
    text: plainText(headers, body, 0),
  };
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const end = /\r?\n\r?\n/.exec(raw);
  const head = end === null ? raw : raw.slice(0, end.index);
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    // A second From is a way to show one sender and check another: both are kept and both are checked.
    if (colon > 0) headers.set(name, [headers.get(name), line.slice(colon + 1).trim()].filter(Boolean).join(', '));
  }
  return { headers, body: end === null ? '' : raw.slice(end.index + end[0].length) };
}

/** Bare addresses of an address list; quoted display names and comments may hold anything. */
function addresses(value: string): string[] {
  const bare = value.replaceAll(/"(?:\\.|[^"\\])*"/g, '').replaceAll(/\([^)]*\)/g, '');
  return bare
    .split(',')
    .map((each) => (/<([^<>]*)>/.exec(each)?.[1] ?? each).trim())
    .filter((each) => each !== '');
}

function decodeWords(value: string): string {
  const joined = value.replaceAll(/\?=\s+=\?/g, '?==?');
  return joined.replaceAll(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_all, charset: string, kind: string, data: string) => {
    const quoted = kind.toLowerCase() === 'q';
    return decode(quoted ? data.replaceAll('_', ' ') : data, quoted ? 'quoted-printable' : 'base64', charset);
  });
}

/** `depth` bounds nested multiparts made to exhaust the stack. */
function plainText(headers: Map<string, string>, body: string, depth: number): string {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary !== undefined && depth < 5) {
    for (const part of body.split(`--${boundary}`).slice(1)) {
      const inner = split(part.replace(/^\r?\n/, ''));
      const text = plainText(inner.headers, inner.body, depth + 1);
      if (text !== '') return text;
    }
    return '';
  }
  if (!/^text\/plain/i.test(type)) return '';
  const charset = /charset="?([^";\s]+)"?/i.exec(type)?.[1] ?? 'utf-8';
  return decode(body, headers.get('content-transfer-encoding') ?? '7bit', charset)
    .replaceAll('\r\n', '\n')
    .trimEnd();
}

function decode(data: string, encoding: string, charset: string): string {
  const bytes = toBytes(data, encoding.trim().toLowerCase());
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function toBytes(data: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(data, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(data, 'utf8');
  const unfolded = data.replaceAll(/=\r?\n/g, '');
  const plain = unfolded.replaceAll(/=([0-9a-f]{2})/gi, (_all, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  // Escaped bytes are Latin-1 code points now; raw UTF-8 text in a quoted-printable part is against the rules and may look odd.
  return Buffer.from(plain, 'latin1');
}
