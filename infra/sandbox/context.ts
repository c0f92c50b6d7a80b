// What the parts of one running sandbox share.
import type { Draws } from './draw.ts';
import type { Faults } from './faults.ts';
import type { Exchange, NeighbourName } from './wire.ts';
import type { World } from './world.ts';

/** One thing that crosses a wire: an HTTP request, an SMTP verb (CONNECT, AUTH, MAIL, DATA), a delivery to the bot. */
export type WireEvent = {
  neighbour: NeighbourName;
  method: string;
  /** Full URL; SMTP: `smtp://localhost:4587/<what>`. */
  url: string;
  /** What its latency is drawn for; default `neighbour method path`. */
  label?: string;
  /** As it crosses, for rules that tell events on one path apart by what they say. */
  body?: string;
};

/** What the neighbour has to do about an event. */
export type Fault = {
  /** Milliseconds already waited. */
  latencyMs: number;
  /** Answer this instead of working (SMTP: 429/5xx map to a 4xx reply, see smtp). */
  status?: number;
  retryAfter?: number;
  /** Destroy the socket: 'before' any work, or 'after' the work instead of replying. */
  drop?: 'before' | 'after';
  /** Call when the work is done and before the reply is written; kills the bot if a rule says so. */
  worked: () => void;
  /** Call when the reply has left; kills the bot if a rule says so. */
  replied: () => void;
};

/**
 * `startSmtp(context)` of smtp/server.ts gives this. The port to take is `context.world.endpoints.smtpPort` (0: any free one); the core
 * writes the port it got back there.
 */
export type SmtpServer = { port: number; close: () => Promise<void> };

export type Timing = { exchange: Exchange; latencyMs: number };

export type Context = {
  /** Stays the same object over a reset: its fields change. */
  world: World;
  seed: number;
  /** Where cloud.json and policy.json are written. */
  dir: string;
  faults: Faults;
  /** Draws and seeds of latencies and lags. */
  draws: Draws;
  tls: { ca: string; cert: string; key: string };
  /** Waits the latency, applies the rules for `event`. Kills `before` happen inside, before anything else. */
  applyFaults: (event: WireEvent) => Promise<Fault>;
  record: (exchange: Exchange, latencyMs?: number) => void;
  exchanges: Exchange[];
  /** Successful calls with the latency each one had: what the floor is computed from. */
  timings: Timing[];
  /** Puts the world back to its seed: faults, log, objects. Identities, addresses and the bot's URL stay. */
  reset: () => void;
  /** Runs after `POST /_sandbox/reset` has put the world back. */
  onReset: (hook: () => void) => void;
  onClose: (hook: () => void | Promise<void>) => void;
};
