// Socket Mode: an address for one socket each, hello, envelopes that are acknowledged by id, requests to reconnect
// (docs.slack.dev apis/events-api/using-socket-mode).
import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Context } from '../context.ts';
import type { Answer as BotAnswer } from '../post-to-bot.ts';
import { refuse, type Answer, type Call, type Method } from './api.ts';
import { isNode, type Node } from './node.ts';
import { slackOf } from './state.ts';
import { LIMITS } from './table.ts';

type Sockets = {
  tickets: Set<string>;
  open: WebSocket[];
  /** Envelope id → the one who waits for its acknowledgement. */
  waiting: Map<string, (payload: unknown) => void>;
  turn: number;
};
const all = new WeakMap<Context, Sockets>();

function socketsOf(context: Context): Sockets {
  const known = all.get(context);
  if (known !== undefined) return known;
  const made: Sockets = { tickets: new Set(), open: [], waiting: new Map(), turn: 0 };
  all.set(context, made);
  context.onClose(() => {
    for (const each of made.open) each.terminate();
  });
  return made;
}

export const socketMethods: Method[] = [
  { name: 'apps.connections.open', tier: 3, appToken: true, handle: openConnection },
];

function openConnection({ context }: Call): Answer {
  // The name of this refusal is not documented; that there is one is: the app's settings turn Socket Mode on.
  if (slackOf(context).settings.mode !== 'socket') return refuse('socket_mode_not_enabled');
  const ticket = randomBytes(16).toString('hex');
  socketsOf(context).tickets.add(ticket);
  const { endpoints, slack } = context.world;
  return { ok: true, url: `${endpoints.slack.replace('https', 'wss')}/link/?ticket=${ticket}&app_id=${slack.appId}` };
}

/** Takes over requests to upgrade on the port of the Web API. */
export function serveSockets(context: Context, server: Server): void {
  const upgrades = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ticket = new URL(request.url ?? '/', 'https://localhost').searchParams.get('ticket') ?? '';
    if (!socketsOf(context).tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
      return;
    }
    upgrades.handleUpgrade(request, socket, head, (opened) => greet(context, opened));
  });
}

function greet(context: Context, opened: WebSocket): void {
  const sockets = socketsOf(context);
  const { appId } = context.world.slack;
  if (sockets.open.length >= LIMITS.sockets) {
    opened.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }), () => opened.close());
    return;
  }
  sockets.open.push(opened);
  // The client gives a silent line up after half a minute.
  const heartbeat = setInterval(() => opened.ping(), 10_000);
  heartbeat.unref();
  opened.on('message', (data: Buffer) => hear(sockets, data.toString('utf8')));
  opened.on('error', () => opened.terminate());
  opened.on('close', () => {
    clearInterval(heartbeat);
    sockets.open = sockets.open.filter((each) => each !== opened);
  });
  const debug = { host: 'sandbox', approximate_connection_time: 18_060 };
  const hello = { num_connections: sockets.open.length, connection_info: { app_id: appId }, debug_info: debug };
  opened.send(JSON.stringify({ type: 'hello', ...hello }));
}

function hear({ waiting }: Sockets, text: string): void {
  try {
    const said: unknown = JSON.parse(text);
    if (isNode(said)) waiting.get(String(said['envelope_id']))?.(said['payload'] ?? null);
  } catch {
    // Slack ignores what it cannot read.
  }
}

const TYPES = { command: 'slash_commands', interactive: 'interactive', event: 'events_api' } as const;

/** Sends one envelope to one of the open sockets, each in turn, and waits for its acknowledgement. */
export async function sendEnvelope(
  context: Context,
  kind: keyof typeof TYPES,
  payload: Node,
  retry?: { num: number; reason: string },
): Promise<BotAnswer> {
  const sockets = socketsOf(context);
  const started = performance.now();
  const line = sockets.open[sockets.turn++ % Math.max(1, sockets.open.length)];
  if (line === undefined) return { status: 502, body: { error: 'the bot has no socket open' }, ms: 0 };
  const id = randomUUID();
  const acknowledged = new Promise<BotAnswer>((resolve) => {
    const end = (status: number, body: unknown): void => {
      clearTimeout(timer);
      line.off('close', gone);
      sockets.waiting.delete(id);
      resolve({ status, body, ms: Math.round((performance.now() - started) * 10) / 10 });
    };
    const gone = (): void => end(502, { error: 'the socket closed' });
    const timer = setTimeout(() => end(504, { error: 'not acknowledged within 3 s' }), LIMITS.ackMs);
    line.once('close', gone);
    sockets.waiting.set(id, (answer) => end(200, answer));
  });
  const attempt = kind === 'event' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {};
  const accepts = { accepts_response_payload: kind !== 'event' };
  line.send(JSON.stringify({ envelope_id: id, type: TYPES[kind], payload, ...accepts, ...attempt }));
  return acknowledged;
}

/** Asks the bot to reconnect, as Slack does every few hours; `link_disabled`: Socket Mode was turned off. How many sockets were told. */
export function disconnectAll(context: Context, reason: 'warning' | 'refresh_requested' | 'link_disabled'): number {
  const told = [...socketsOf(context).open];
  for (const each of told) {
    each.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }), () => {
      if (reason !== 'warning') each.close();
    });
  }
  return told.length;
}

export const openSockets = (context: Context): number => socketsOf(context).open.length;
