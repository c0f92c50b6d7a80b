// What every imitated neighbour is made of: routes that answer parsed requests. The server (server.ts) does TLS, the exchange log,
// faults and latency; a route only knows its vendor's rules.
import type { World } from './world.ts';

export type NeighbourName = 'entra' | 'graph' | 'arm' | 'vault' | 'smtp' | 'connector' | 'bot-login' | 'bot';

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
};

export type WireReply = { status: number; headers?: Record<string, string>; body?: unknown };

export type Route = {
  method: string;
  /** `/v1.0/applications/:id/addPassword`; a segment may also be `servicePrincipals(appId=':appId')`. Matched case-insensitively. */
  path: string;
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
