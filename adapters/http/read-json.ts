import type { IncomingMessage } from 'node:http';

export type ReadJson = { ok: true; value: unknown } | { ok: false; status: 400 | 413 | 415; why: string };

/**
 * The JSON body of a request, never more than `maxBytes` of it in memory. Only plain JSON: a compressed body would be small on the wire and
 * large in memory, and multipart would be written to disk by some parsers (restify's bodyParser does, before any authentication).
 * Call it after the caller was authenticated by the headers.
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<ReadJson> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { ok: false, status: 415, why: 'only application/json is read' };
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
    return { ok: false, status: 415, why: 'compressed bodies are not read' };
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge;
  const bytes = await readBytes(request, maxBytes);
  if (bytes === 'too-large') return tooLarge;
  try {
    return { ok: true, value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return { ok: false, status: 400, why: 'the body is not JSON' };
  }
}

const tooLarge: ReadJson = { ok: false, status: 413, why: 'the body is too large' };

export type ReadBytes = (maxBytes: number) => Promise<Buffer | 'too-large'>;

// By events: leaving a `for await` early would destroy the socket before the 413 could be written.
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      request.pause();
      resolve('too-large');
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the request was broken off')));
  });
}
