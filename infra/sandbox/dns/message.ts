// The little of DNS (RFC 1035) that TXT look-ups need: one question in, TXT records or "no such name" out.

const TXT = 16;
const HEADER = 12;

export type Question = { id: number; name: string; isTxt: boolean; /** As it came, to be sent back. */ raw: Buffer };

/** Undefined for what is no question with one name. */
export function readQuestion(message: Buffer): Question | undefined {
  if (message.length < HEADER + 5 || message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEADER;
  for (let length = message[at] ?? 0; length !== 0; length = message[at] ?? 0) {
    // A pointer: no client compresses the only name of its question.
    if (length > 63 || at + length + 1 >= message.length) return undefined;
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const end = at + 5;
  if (end > message.length) return undefined;
  const name = labels.join('.').toLowerCase();
  return {
    id: message.readUInt16BE(0),
    name,
    isTxt: message.readUInt16BE(at + 1) === TXT,
    raw: message.subarray(HEADER, end),
  };
}

/** `texts` undefined: there is no such name (NXDOMAIN). */
export function answerOf({ id, raw, isTxt }: Question, texts: string[] | undefined): Buffer {
  const records = isTxt ? (texts ?? []) : [];
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  // Response, authoritative, recursion available; 3 = no such name.
  header.writeUInt16BE(0x8580 | (texts === undefined ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, raw, ...records.map(txtRecord)]);
}

function txtRecord(text: string): Buffer {
  // A string of TXT has at most 255 bytes; longer texts are several, which the reader joins.
  const parts = text.match(/.{1,255}/gs) ?? [''];
  const data = Buffer.concat(
    parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part, 'latin1')])),
  );
  const head = Buffer.alloc(HEADER);
  // The name of the question, which begins right after the header.
  head.writeUInt16BE(0xc000 | HEADER, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
