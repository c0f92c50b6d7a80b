// What every Graph request passes first (token, permission) and what every reply carries (request-id, error envelope).
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { SELF_GRAPH_ROLES } from '../entra/token.ts';
import { GRAPH_UNREADABLE } from '../vendor-refusals.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';

/** Thrown by a handler; becomes Graph's error envelope. */
export class GraphError extends Error {
  status: number;
  code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (message: string): GraphError => new GraphError(400, 'Request_BadRequest', message);
export const denied = (text = 'Insufficient privileges to complete the operation.'): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', text);
export const conflict = (message: string): GraphError =>
  new GraphError(409, 'Request_MultipleObjectsWithSameKeyValue', message);
export const notFound = (what: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  );

export type GraphRoute = {
  method: string;
  paths: string[];
  /** Any of these application permissions. */
  permissions: string[];
  label?: string;
  handle: (request: WireRequest, world: World) => WireReply;
};

/** The routes of one call, one per way of naming its object. */
export function graphRoutes({ method, paths, permissions, label, handle }: GraphRoute): Route[] {
  return paths.map((path) => ({
    method,
    path,
    ...(label === undefined ? {} : { label }),
    handle: (request, world) => {
      const ids = {
        'request-id': randomUUID(),
        'client-request-id': request.headers['client-request-id'] ?? randomUUID(),
      };
      try {
        checkCaller(request, world, permissions);
        checkBody(request);
        const reply = handle(request, world);
        return { ...reply, headers: { ...ids, ...reply.headers } };
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        const { status, code, message } = error;
        const innerError = { date: new Date(world.now()).toISOString().slice(0, 19), ...ids };
        // Where to get a token, as Graph says it: for any tenant, and with its own application id.
        const authority = `authorization_uri="${world.endpoints.entra}/common/oauth2/authorize"`;
        const challenge = `Bearer realm="", ${authority}, client_id="00000003-0000-0000-c000-000000000000"`;
        const headers = status === 401 ? { ...ids, 'www-authenticate': challenge } : ids;
        return { status, headers, body: { error: { code, message, innerError } } };
      }
    },
  }));
}

function checkCaller(request: WireRequest, world: World, permissions: string[]): void {
  const { authorization } = request.headers;
  const refuse = (text: string): GraphError => new GraphError(401, 'InvalidAuthenticationToken', text);
  if (authorization === undefined) throw refuse('Access token is empty.');
  if (request.claims === undefined) throw refuse(whyInvalid(authorization, world));
  if (request.claims['aud'] !== 'https://graph.microsoft.com') {
    throw refuse('Access token validation failure. Invalid audience.');
  }
  if (!permissions.some((each) => hasPermission(request, world, each))) throw denied();
}

/** Texts as people report them; the code is the same for all. */
function whyInvalid(authorization: string, world: World): string {
  try {
    const { exp = 0 } = decodeJwt(authorization.replace(/^Bearer\s+/i, ''));
    return exp * 1000 <= world.now()
      ? 'Lifetime validation failed, the token is expired.'
      : 'Access token validation failure.';
  } catch {
    return 'IDX14100: JWT is not well formed, there are no dots (.).';
  }
}

/** A body without `application/json` is not read at all (microsoft-graph-docs-contrib #6337). */
function checkBody({ raw, headers }: WireRequest): void {
  if (raw.length > 0 && !(headers['content-type'] ?? '').toLowerCase().includes('json'))
    throw new GraphError(400, 'BadRequest', GRAPH_UNREADABLE);
}

/**
 * Judged at the call, not from the token's roles: the real service goes on honouring a token after consent is taken away, but a test
 * of a missing permission must not wait an hour.
 */
function hasPermission(request: WireRequest, world: World, permission: string): boolean {
  if (request.claims?.['appid'] !== world.self.appId || !SELF_GRAPH_ROLES.includes(permission)) return false;
  return !['graph:', 'graph:*', `graph:${permission}`].some((each) => world.removedPermissions.has(each));
}

/** Principal object id of the caller: what owner lists hold. */
export const callerId = (request: WireRequest): string => String(request.claims?.['oid']);

export const record = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
