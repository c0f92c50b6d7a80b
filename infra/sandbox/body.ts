import type { IncomingMessage } from 'node:http';

const LIMIT = 1024 * 1024;

/** The whole body, or undefined when it is over 1 MB (the rest is read and thrown away, so that the refusal can still be sent). */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= LIMIT) parts.push(part);
  }
  return size <= LIMIT ? Buffer.concat(parts) : undefined;
}

export type Parsed = { ok: true; body: unknown } | { ok: false };

/** JSON by content type, form fields as a record, text otherwise; an empty body is undefined. */
export function parseBody(raw: Buffer, contentType: string): Parsed {
  if (raw.length === 0) return { ok: true, body: undefined };
  const text = raw.toString('utf8');
  if (contentType.includes('json')) return parseJson(text);
  if (contentType.includes('x-www-form-urlencoded'))
    return { ok: true, body: Object.fromEntries(new URLSearchParams(text)) };
  return { ok: true, body: text };
}

function parseJson(text: string): Parsed {
  try {
    const body: unknown = JSON.parse(text);
    return isTooDeep(body) ? { ok: false } : { ok: true, body };
  } catch {
    return { ok: false };
  }
}

const MAX_DEPTH = 64;

/** What can be read level by level cannot be written again, into the log or a reply: JSON.stringify goes down on the stack. */
function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1)
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  return level.length > 0;
}
