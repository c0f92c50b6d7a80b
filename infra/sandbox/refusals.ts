// Answers that come from the sandbox itself rather than from a vendor's rule.
import type { Fault } from './context.ts';
import type { NeighbourName, WireReply, WireRequest } from './wire.ts';

const json = (status: number, code: string, message: string): WireReply => ({
  status,
  body: { error: { code, message } },
});

export const tooLarge = (): WireReply => json(413, 'RequestEntityTooLarge', 'The sandbox reads at most 1 MB.');
export const foreign = (): WireReply => json(403, 'SandboxForeignOrigin', 'Only pages and programs of this machine.');
export const notJson = (): WireReply => json(400, 'BadRequest', 'The request body is not valid JSON.');

export function unknownPath(request: WireRequest): WireReply {
  const text = `The sandbox does not know ${request.method} ${request.url.href}. If the real service does, add it to infra/sandbox.`;
  return json(404, 'SandboxUnknownPath', text);
}

const CODES: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** A status asked for by a fault rule, in the envelope the neighbour uses. */
export function injected(neighbour: NeighbourName, fault: Fault): WireReply {
  const status = fault.status ?? 500;
  const headers: Record<string, string> = { 'x-sandbox-fault': `status ${status}` };
  if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
  if (neighbour === 'entra' || neighbour === 'bot-login') {
    const description = 'AADSTS90033: A transient error has occurred. Please try again.';
    const body = { error: 'temporarily_unavailable', error_description: description, error_codes: [90033] };
    return { status, headers, body };
  }
  if (neighbour === 'slack') {
    const error = status === 429 ? 'ratelimited' : status === 503 ? 'service_unavailable' : 'internal_error';
    return { status, headers, body: { ok: false, error } };
  }
  return { ...json(status, CODES[status] ?? `Error${status}`, `Answered by a fault rule of the sandbox.`), headers };
}
