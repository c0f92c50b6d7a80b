import type { ChatFiles } from '../../src/chat/port-chat-files.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';
import { isAllowedServiceUrl } from './door.ts';

const patienceMs = 20_000;
const mostHops = 3;

/**
 * Files that people attach in Teams. The address came in a message, so it is fetched only from the platform's own hosts, each redirect included,
 * without any token of ours, and never more of it than asked for is held.
 */
export function createTeamsFiles(hosts: string[]): ChatFiles {
  return {
    async download({ url }, maxBytes) {
      let next = url;
      for (let hop = 0; hop <= mostHops; hop++) {
        if (!isAllowedServiceUrl(next, hosts))
          throw refused('file-refused', 'The file is not where Teams keeps files.');
        const reply = await fetchOnce(next);
        const to = reply.headers.get('location');
        if (reply.status < 300 || reply.status >= 400 || to === null) return bytesOf(reply, maxBytes);
        await reply.body?.cancel();
        next = new URL(to, next).href;
      }
      throw refused('file-refused', 'The file’s address leads from place to place.');
    },
  };
}

async function fetchOnce(url: string): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) });
  } catch (thrown) {
    throw busy(thrown);
  }
}

async function bytesOf(reply: Response, maxBytes: number): Promise<Uint8Array> {
  const type = reply.headers.get('content-type') ?? '';
  const asked = Number(reply.headers.get('content-length') ?? 0);
  const problem = problemOf(reply.status, type, asked > maxBytes);
  if (!problem) return read(reply, maxBytes);
  await reply.body?.cancel();
  throw problem;
}

function problemOf(status: number, type: string, tooLarge: boolean): SendpassError | null {
  if (status === 429 || status >= 500) return busy(undefined, status);
  if (status !== 200)
    return refused('file-gone', 'Teams does not give the file any more: attach it once more.', status);
  // Teams on phones sends a link to a page that wants a sign-in.
  if (type.startsWith('text/html'))
    return refused(
      'file-gone',
      'Teams sent a link instead of the file, as it does from phones: attach it on a computer.',
    );
  return tooLarge ? large() : null;
}

async function read(reply: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of reply.body ?? []) {
      size += part.length;
      // What is said about the length need not be true, and packed bytes are more than were sent. Leaving the loop drops the rest.
      if (size > maxBytes) throw large();
      parts.push(part);
    }
  } catch (thrown) {
    throw thrown instanceof SendpassError ? thrown : busy(thrown);
  }
  return Buffer.concat(parts);
}

const large = (): SendpassError => refused('file-too-large', 'The file is too large to be that report.');

// The vendor part names no address: it opens the file.
const refused = (code: string, advice: string, status?: number): SendpassError =>
  problem(code, 'invalid', advice, status);

const busy = (cause: unknown, status?: number): SendpassError =>
  problem(
    'files-busy',
    'retryable',
    'The place where Teams keeps files does not answer: send the file again in a moment.',
    status,
    cause,
  );

function problem(code: string, kind: ErrorKind, advice: string, status?: number, cause?: unknown): SendpassError {
  const vendor = { neighbour: 'sharepoint', ...(status === undefined ? {} : { status }) };
  return new SendpassError({ code, kind, advice, vendor, ...(cause === undefined ? {} : { cause }) });
}
