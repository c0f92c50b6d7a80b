// What every imitated neighbour is made of: routes that answer parsed requests. The server (server.ts) does TLS, the exchange log,
// faults and latency; a route only knows its vendor's rules.
import type { ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import type { World } from './world.ts';

export type NeighbourName =
  | 'entra'
  | 'graph'
  | 'arm'
  | 'vault'
  | 'smtp'
  | 'connector'
  | 'bot-login'
  | 'sharepoint'
  | 'slack'
  | 'bot'
  | 'exchange'
  | 'exchange-smtp';

export type WireRequest = {
  method: string;
  url: URL;
  /** Values of the `:name` parts of the route's path, decoded. */
  params: Record<string, string>;
  /** Lower-cased names. */
  headers: Record<string, string>;
  /** Parsed JSON, a record of form fields, or the text. */
  body: unknown;
  raw: Buffer;
  /** Claims of the verified bearer token, if one was sent and its signature, issuer and lifetime hold. */
  claims: Record<string, unknown> | undefined;
  /**
   * When the request arrived, in `world.now()` time. Replicas answer with what they knew then, and what a request makes is made when it
   * is answered, a latency later: so latency and lag add up along a chain, and the floor (floor.ts) is a true lower bound.
   */
  arrivedAt: number;
  /** For routes that do more than answer: deliveries to the bot, other addresses, hooks. */
  context: Context;
};

/** A string or Buffer body is sent as it is (with `content-type` from `headers`), anything else as JSON. */
export type WireReply = { status: number; headers?: Record<string, string>; body?: unknown };

export type Route = {
  method: string;
  /**
   * `/v1.0/applications/:id/addPassword`; a segment may also be `servicePrincipals(appId=':appId')`, and `:scope*` takes one or more
   * whole segments. Matched case-insensitively.
   */
  path: string;
  /**
   * What the latency of this call is drawn for, instead of neighbour, method and path. Two ways to the same effect (create an application by
   * upsert or by POST) share a label, so that a measured rival meets the same draws.
   */
  label?: string;
  /** Serves its own stream (server-sent events): gets the raw response and must end it. The server neither logs nor answers. */
  stream?: (request: WireRequest, response: ServerResponse, world: World) => void;
  handle: (request: WireRequest, world: World) => WireReply | Promise<WireReply>;
};

export type Neighbour = { name: NeighbourName; routes: Route[] };

/** One line of `GET /_sandbox/requests`. */
export type Exchange = {
  at: string;
  neighbour: NeighbourName;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: unknown;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: unknown;
};
