import type { IncomingMessage } from 'node:http';
import { readBytes } from './read-json.ts';

/** Fields of a browser's form of at most `maxBytes`; undefined when it is another kind of body, or too large. */
export async function readForm(request: IncomingMessage, maxBytes: number): Promise<URLSearchParams | undefined> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  const bytes = await readBytes(request, maxBytes);
  return bytes === 'too-large' ? undefined : new URLSearchParams(bytes.toString('utf8'));
}
