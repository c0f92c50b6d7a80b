// What the parts of one running sandbox share.
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

export type Context = {
  world: World;
  tls: { ca: string; cert: string; key: string };
  /** Waits the latency, applies the rules for `event`. Kills `before` happen inside, before anything else. */
  applyFaults: (event: WireEvent) => Promise<Fault>;
  record: (exchange: Exchange, latencyMs?: number) => void;
  exchanges: Exchange[];
  /** Runs after `POST /_sandbox/reset` has put the world back. */
  onReset: (hook: () => void) => void;
  onClose: (hook: () => void | Promise<void>) => void;
};
