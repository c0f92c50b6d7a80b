// How ARM answers: one error envelope, request-id headers on everything.
import { randomUUID } from 'node:crypto';
import type { WireReply } from '../wire.ts';

/** `{error:{code,message}}` with the HTTP status ARM uses for that code. */
export function refuse(status: number, code: string, message: string): WireReply {
  return { status, body: { error: { code, message } } };
}

/** Adds what every ARM reply carries; a support ticket needs the correlation id. */
export function withArmHeaders(reply: WireReply, correlationId: string | undefined): WireReply {
  const headers: Record<string, string> = {
    'cache-control': 'no-cache',
    'x-ms-request-id': randomUUID(),
    'x-ms-correlation-request-id': correlationId ?? randomUUID(),
    ...reply.headers,
  };
  return { ...reply, headers };
}

/** ARM's 404 for a resource of a known type. */
export function resourceNotFound(type: string, name: string, resourceGroup: string): WireReply {
  return refuse(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** ARM's 404 for a child whose parent is not there: another code than for the child itself. */
export function parentNotFound(type: string, parent: string): WireReply {
  return refuse(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'read' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
  );
}
