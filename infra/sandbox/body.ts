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
  if (contentType.includes('json')) {
    try {
      return { ok: true, body: JSON.parse(text) };
    } catch {
      return { ok: false };
    }
  }
  if (contentType.includes('x-www-form-urlencoded'))
    return { ok: true, body: Object.fromEntries(new URLSearchParams(text)) };
  return { ok: true, body: text };
}
