// What a vendor's front door says before any of its rules is asked: a body that cannot be read, a method that a known path does not
// have. The statuses are the vendors'; of the texts only Graph's, ARM's and Key Vault's are known, so callers must go by the status.
import { randomUUID } from 'node:crypto';
import type { NeighbourName, WireReply, WireRequest } from './wire.ts';

type Words = { status: number; code: string; message: string };

/** Graph: graph-docs known error of a missing or broken JSON body (microsoft-graph-docs-contrib #6337). */
export const GRAPH_UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';

const UNREADABLE: Partial<Record<NeighbourName, Words>> = {
  graph: { status: 400, code: 'BadRequest', message: GRAPH_UNREADABLE },
  arm: {
    status: 400,
    code: 'InvalidRequestContent',
    message: 'The request content was invalid and could not be deserialized.',
  },
  vault: { status: 400, code: 'BadParameter', message: 'The request body is not valid JSON.' },
  connector: { status: 400, code: 'BadSyntax', message: 'The request body is not valid JSON.' },
};

/** The body is no JSON although its content type says so. */
export function unreadable(neighbour: NeighbourName, request: WireRequest): WireReply {
  // docs.slack.dev, errors of every method.
  if (neighbour === 'slack') return { status: 200, body: { ok: false, error: 'invalid_json' } };
  const plain = { status: 400, code: 'BadRequest', message: 'The request body is not valid JSON.' };
  return worded(neighbour, request, UNREADABLE[neighbour] ?? plain);
}

/**
 * A known path without this method; undefined where the vendor's answer is not known, which stays the sandbox's loud 404. Graph:
 * graph-docs concepts/json-batching.md; ARM: azure-powershell #9709; Key Vault takes what it does not know for an operation, 400; Entra: AADSTS900561.
 */
export function wrongMethod(neighbour: NeighbourName, request: WireRequest, allowed: string[]): WireReply | undefined {
  const { method, url } = request;
  const words: Partial<Record<NeighbourName, Words>> = {
    graph: {
      status: 405,
      code: 'Request_BadRequest',
      message: 'Specified HTTP method is not allowed for the request target.',
    },
    arm: {
      status: 405,
      code: 'MethodNotAllowed',
      message: `The HTTP method '${method}' is not supported on the resource '${url.href}'.`,
    },
    vault: { status: 400, code: 'BadParameter', message: `Method ${method} does not allow operation ''` },
    connector: {
      status: 405,
      code: 'MethodNotAllowed',
      message: `The requested resource does not support http method '${method}'.`,
    },
  };
  const known = words[neighbour];
  if (known === undefined) return undefined;
  const reply = worded(neighbour, request, known);
  return known.status === 405 ? { ...reply, headers: { ...reply.headers, allow: allowed.join(', ') } } : reply;
}

function worded(neighbour: NeighbourName, request: WireRequest, { status, code, message }: Words): WireReply {
  if (neighbour !== 'graph') return { status, body: { error: { code, message } } };
  const ids = {
    'request-id': randomUUID(),
    'client-request-id': request.headers['client-request-id'] ?? randomUUID(),
  };
  const innerError = { date: new Date().toISOString().slice(0, 19), ...ids };
  return { status, headers: ids, body: { error: { code, message, innerError } } };
}
