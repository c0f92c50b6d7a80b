import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'restify';
import type { Logger } from '../../src/shared/port-logger.ts';
import { answer } from './answer.ts';
import { readBytes, readJson } from './read-json.ts';
import type { ReadBytes, ReadJson } from './read-json.ts';

/** A request as a route sees it: the headers first, the body only when it asks for it, and within its limit. */
export type HttpExchange = { headers: IncomingHttpHeaders; readJson(maxBytes: number): Promise<ReadJson> };

/** What it throws becomes a plain 500. */
export type HttpRoute = { method: 'GET' | 'POST'; path: string } & (
  | { answer(exchange: HttpExchange): Promise<{ status: number; body?: unknown }> }
  /** For a framework that wants the raw stream, or its bytes, and answers completely by itself; resolves when it has. */
  | { raw(request: IncomingMessage, response: ServerResponse, read: ReadBytes): Promise<void> }
);

/** `cardsRefused`: how many cards the chat platform refused for good. */
export type Health = { ok: boolean; why?: string; cardsRefused?: number };

export type HttpServer = { port: number; close(): Promise<void> };

// The longest wait a handler has: a reveal's look into the vault.
const graceMs = 6_000;

/**
 * The one HTTP door. No body parser: each route authenticates by headers first, then reads the stream itself within its limit (a chat
 * framework that wants the raw stream mounts the same way). `/healthz` says that this process lives and asks nobody, so that a database that is away
 * makes no restarts; `/readyz` answers 200 or 503 with what `health` says. Port 0 picks a free one.
 */
export async function startHttp(options: {
  host: string;
  port: number;
  routes: HttpRoute[];
  health: () => Promise<Health>;
  logger: Logger;
  /** How long `close` waits for answers that are on their way. */
  graceMs?: number;
}): Promise<HttpServer> {
  const server = createServer({ name: 'sendpass' });
  const routes: HttpRoute[] = [...options.routes, aliveRoute, readyRoute(options.health)];
  for (const route of routes)
    server[route.method === 'GET' ? 'get' : 'post'](route.path, guarded(route, options.logger));
  // A request that sends its headers or its body slowly holds a socket, nothing else; these two end it.
  server.server.headersTimeout = 10_000;
  server.server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: server.address().port,
    close: () =>
      new Promise((resolve) => {
        const native: Server = server.server;
        // Node stops to look for slow requests once it is closing: one that never ends its body or its headers would keep us from stopping.
        const late = setTimeout(() => native.closeAllConnections(), options.graceMs ?? graceMs);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        native.closeIdleConnections();
      }),
  };
}

function guarded(route: HttpRoute, logger: Logger) {
  // Two parameters: restify takes a function of three for a callback style handler.
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if ('raw' in route) return await route.raw(request, response, (maxBytes) => readBytes(request, maxBytes));
      const { status, body } = await route.answer({
        headers: request.headers,
        readJson: (maxBytes) => readJson(request, maxBytes),
      });
      answer(response, status, body);
    } catch (thrown) {
      logger.error({ route: route.path, error: thrown instanceof Error ? thrown.name : 'unknown' }, 'a route failed');
      if (!response.headersSent) answer(response, 500, { error: 'internal' });
    }
  };
}

const aliveRoute: HttpRoute = {
  method: 'GET',
  path: '/healthz',
  answer: async () => ({ status: 200, body: { ok: true } }),
};

const readyRoute = (health: () => Promise<Health>): HttpRoute => ({
  method: 'GET',
  path: '/readyz',
  answer: async () => {
    const body = await health().catch((): Health => ({ ok: false, why: 'the health check itself failed' }));
    return { status: body.ok ? 200 : 503, body };
  },
});
