// One HTTP(S) server per neighbour: reads the request, lets the fault rules have their turn, finds the route, answers, logs.
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { parseBody, readBody } from './body.ts';
import type { Context, Fault } from './context.ts';
import { findRoute, methodsOf, type Match } from './router.ts';
import { verifyToken } from './tokens.ts';
import { foreign, injected, notJson, tooLarge, unknownPath } from './refusals.ts';
import { unreadable, wrongMethod } from './vendor-refusals.ts';
import type { Neighbour, WireReply, WireRequest } from './wire.ts';

export type Listener = { server: Server; base: string; close: () => Promise<void> };

type Options = { port: number; tls: { cert: string; key: string } | undefined };

/** Opens the port (0: any free one) on 127.0.0.1; `serve` is called for each request. `base` has no trailing slash. */
export async function listen(options: Options, serve: (base: string) => Serve): Promise<Listener> {
  let handler: Serve | undefined;
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    handler?.(message, response).catch((error: unknown) => crash(response, error));
  };
  const server = options.tls === undefined ? createHttp(onRequest) : createHttps(options.tls, onRequest);
  // Longer than any client keeps an idle connection, or a reused one breaks now and then without a fault rule.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const base = `${options.tls === undefined ? 'http' : 'https'}://localhost:${port}`;
  handler = serve(base);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { server, base, close };
}

type Serve = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves a neighbour: with faults, latency, log and the loud 404. */
export function serveNeighbour(context: Context, neighbour: Neighbour, base: string): Serve {
  return async (message, response) => {
    const arrived = await readRequest(context, base, message);
    if (arrived === undefined) return;
    const { request } = arrived;
    const match = findRoute(neighbour.routes, request.method, request.url.pathname);
    if (match !== undefined) request.params = match.params;
    const label = match?.route.label ?? `${neighbour.name} ${request.method} ${match?.route.path ?? 'unknown'}`;
    const body = request.raw.toString('utf8');
    const event = { neighbour: neighbour.name, method: request.method, url: request.url.href, label, body };
    const fault = await context.applyFaults(event);
    if (fault.drop === 'before') {
      log(context, neighbour, request, { status: 0 }, fault);
      response.destroy();
      return;
    }
    const reply =
      refusedBody(neighbour, arrived) ??
      (fault.status === undefined
        ? await work(context, neighbour, { request, match })
        : injected(neighbour.name, fault));
    const encoded = encode(reply);
    log(context, neighbour, request, { ...reply, headers: encoded.headers }, fault);
    fault.worked();
    if (fault.drop === 'after') response.destroy();
    else send(response, encoded, fault.replied);
  };
}

/** Serves the control API and the console: no faults, no log, own 404. */
export function serveControl(context: Context, routes: Neighbour['routes'], base: string): Serve {
  return async (message, response) => {
    const arrived = await readRequest(context, base, message, true);
    if (arrived === undefined) return;
    const { request, problem } = arrived;
    if (isForeign(request, base)) {
      send(response, encode(foreign()));
      return;
    }
    const match = findRoute(routes, request.method, request.url.pathname);
    if (match?.route.stream !== undefined) {
      match.route.stream({ ...request, params: match.params }, response, context.world);
      return;
    }
    if (match === undefined) {
      const text = `The sandbox has no ${request.method} ${request.url.pathname}.`;
      send(response, encode({ status: 404, body: { error: { code: 'SandboxUnknownPath', message: text } } }));
      return;
    }
    request.params = match.params;
    const refusal = problem === undefined ? undefined : problem === 'too large' ? tooLarge() : notJson();
    send(response, encode(refusal ?? (await match.route.handle(request, context.world))));
  };
}

type Problem = 'too large' | 'not JSON';
type Arrived = { request: WireRequest; problem: Problem | undefined };

function refusedBody({ name }: Neighbour, { request, problem }: Arrived): WireReply | undefined {
  if (problem === undefined) return undefined;
  return problem === 'too large' ? tooLarge() : unreadable(name, request);
}

/**
 * A web page open in the same browser must not drive this API (it kills processes and shows secrets): by another origin, or by a name
 * that was made to point to loopback.
 */
function isForeign({ headers }: WireRequest, base: string): boolean {
  const { port } = new URL(base);
  const own = ['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${port}`);
  const origin = headers['origin'];
  return !own.includes(headers['host'] ?? '') || (origin !== undefined && !own.includes(origin.replace('http://', '')));
}

/** Undefined when the client went away before all of it was there. With `lenient` a body that begins like JSON is read as JSON, whatever is said of it: `curl -d '{…}'` calls it a form. */
async function readRequest(
  context: Context,
  base: string,
  message: IncomingMessage,
  lenient = false,
): Promise<Arrived | undefined> {
  const arrivedAt = context.world.now();
  const raw = await readBody(message).catch(() => null);
  if (raw === null) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const type = lenient && raw !== undefined && /^\s*[{[]/.test(raw.toString('utf8', 0, 64)) ? 'json' : undefined;
  const parsed = raw === undefined ? undefined : parseBody(raw, type ?? headers['content-type'] ?? '');
  const token = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const request: WireRequest = {
    method: message.method ?? 'GET',
    url: addressOf(base, message.url ?? '/'),
    params: {},
    headers,
    body: parsed?.ok === true ? parsed.body : undefined,
    raw: raw ?? Buffer.alloc(0),
    claims: token === undefined ? undefined : await verifyToken(context.world, token),
    arrivedAt,
    context,
  };
  if (parsed === undefined) return { request, problem: 'too large' };
  return { request, problem: parsed.ok ? undefined : 'not JSON' };
}

/**
 * Joined, not resolved: `//subscriptions/…` must stay a path that nobody knows, not become a host. A target that is no path – `*`, or a whole
 * address as a proxy gets it – is one that nobody knows either.
 */
function addressOf(base: string, target: string): URL {
  return new URL(target.startsWith('/') ? `${base}${target}` : `${base}/${encodeURIComponent(target)}`);
}

async function work(
  context: Context,
  { name, routes }: Neighbour,
  { request, match }: { request: WireRequest; match: Match | undefined },
): Promise<WireReply> {
  if (match !== undefined) return match.route.handle(request, context.world);
  context.world.unknownPaths.push(`${request.method} ${request.url.href}`);
  const allowed = methodsOf(routes, request.url.pathname);
  return (allowed.length > 0 ? wrongMethod(name, request, allowed) : undefined) ?? unknownPath(request);
}

function log(context: Context, neighbour: Neighbour, request: WireRequest, reply: WireReply, fault: Fault): void {
  const exchange = {
    at: new Date(request.arrivedAt).toISOString(),
    neighbour: neighbour.name,
    method: request.method,
    url: request.url.href,
    requestHeaders: request.headers,
    requestBody: request.body,
    status: reply.status,
    responseHeaders: reply.headers ?? {},
    responseBody: Buffer.isBuffer(reply.body) ? `[${reply.body.length} bytes]` : reply.body,
  };
  context.record(exchange, fault.latencyMs);
}

type Encoded = { status: number; headers: Record<string, string>; bytes: string | Buffer };

/**
 * What goes over the wire, with all its headers, so that the log has what the client gets. Node adds only what belongs to the connection
 * (`connection`, `keep-alive`).
 */
function encode({ status, headers, body }: WireReply): Encoded {
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  const bytes = isText ? body : body === undefined ? '' : JSON.stringify(body);
  const type = isText || body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const length = status === 204 ? {} : { 'content-length': `${Buffer.byteLength(bytes)}` };
  return { status, headers: { date: new Date().toUTCString(), ...length, ...type, ...headers }, bytes };
}

function send(response: ServerResponse, { status, headers, bytes }: Encoded, flushed?: () => void): void {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(bytes, () => flushed?.());
}

function crash(response: ServerResponse, error: unknown): void {
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (response.headersSent) response.destroy();
  else send(response, encode({ status: 500, body: { error: { code: 'SandboxBug', message: String(error) } } }));
}
