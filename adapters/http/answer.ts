import type { ServerResponse } from 'node:http';

/** Status and JSON, past restify's formatters. A refused body is not read to its end: the connection is closed instead. */
export function answer(response: ServerResponse, status: number, body?: unknown): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(text);
}
