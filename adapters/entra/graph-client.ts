import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import type { HttpMethods, Pipeline } from '@azure/core-rest-pipeline';
import type { Cloud } from '../../src/shared/cloud.ts';
import { graphError, unreachable } from './errors.ts';

export type GraphReply = { status: number; body: unknown };

export type GraphCall = {
  method: HttpMethods;
  /** From /v1.0 on, already percent-encoded. */
  path: string;
  body?: object;
  headers?: Record<string, string>;
  /** Statuses the caller understands besides 2xx; every other one is thrown through the translator. */
  accept?: number[];
  /**
   * False for what cannot be repeated (addPassword, POST servicePrincipals): the SDK would send it again after a lost reply and leave
   * an orphan behind. Throttling (429) is then the caller's to wait out.
   */
  repeatable?: boolean;
};

export type Graph = (call: GraphCall) => Promise<GraphReply>;

/**
 * Microsoft Graph v1.0 over the Azure SDK's own pipeline: tokens, throttling (Retry-After) and retries are the SDK's.
 */
export function createGraph(cloud: Cloud, credential: TokenCredential): Graph {
  const client = createDefaultHttpClient();
  const pipelineWith = (maxRetries: number): Pipeline => {
    const pipeline = createPipelineFromOptions({
      retryOptions: { maxRetries, retryDelayInMs: 300, maxRetryDelayInMs: 10_000 },
      userAgentOptions: { userAgentPrefix: 'sendpass' },
    });
    pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: cloud.graph.scope }));
    return pipeline;
  };
  const repeating = pipelineWith(2);
  const once = pipelineWith(0);
  return async (call) => {
    const request = createPipelineRequest({
      url: `${cloud.graph.endpoint}/v1.0${call.path}`,
      method: call.method,
      headers: createHttpHeaders({
        Accept: 'application/json',
        'client-request-id': randomUUID(),
        ...(call.body ? { 'Content-Type': 'application/json' } : {}),
        ...call.headers,
      }),
      timeout: 30_000,
      ...(call.body ? { body: JSON.stringify(call.body) } : {}),
    });
    const pipeline = call.repeatable === false ? once : repeating;
    const response = await pipeline.sendRequest(client, request).catch((thrown: unknown) => {
      throw unreachable(thrown);
    });
    const body = parse(response.bodyAsText);
    const fine = (response.status >= 200 && response.status < 300) || call.accept?.includes(response.status);
    if (!fine) throw graphError(response.status, body, response.headers.get('retry-after'));
    return { status: response.status, body };
  };
}

function parse(text: string | null | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's HTML page: the status alone decides.
    return undefined;
  }
}

/** A string inside an OData key or filter: quotes doubled, then percent-encoded. */
export const odata = (value: string): string => encodeURIComponent(value.replaceAll("'", "''"));
