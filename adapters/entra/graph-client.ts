import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import type { HttpMethods, PipelinePolicy } from '@azure/core-rest-pipeline';
import type { Cloud } from '../../src/shared/cloud.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import { longestQuietWaitMs, retryAfterMs } from '../../src/shared/retry-after.ts';
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
 * Microsoft Graph v1.0 over the Azure SDK's own pipeline, loaded at the first call: tokens, short throttling (Retry-After) and retries are
 * the SDK's; a long Retry-After is thrown to the caller, who can show it.
 */
export function createGraph(cloud: Cloud, credential: TokenCredential): Graph {
  const loaded = lazily(() => loadSdk(cloud, credential));
  return async (call) => {
    const { sdk, client, repeating, once } = await loaded();
    const request = sdk.createPipelineRequest({
      url: `${cloud.graph.endpoint}/v1.0${call.path}`,
      method: call.method,
      headers: sdk.createHttpHeaders({
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
    if (!fine) throw graphError(response.status, body, retryAfterMs(response.headers));
    return { status: response.status, body };
  };
}

async function loadSdk(cloud: Cloud, credential: TokenCredential) {
  const sdk = await loadInTurn(() => import('@azure/core-rest-pipeline'));
  const pipelineWith = (maxRetries: number) => {
    const pipeline = sdk.createPipelineFromOptions({
      retryOptions: { maxRetries, retryDelayInMs: 300, maxRetryDelayInMs: 10_000 },
      userAgentOptions: { userAgentPrefix: 'sendpass' },
    });
    pipeline.addPolicy(sdk.bearerTokenAuthenticationPolicy({ credential, scopes: cloud.graph.scope }));
    // Inside the SDK's retries: what it throws ends them.
    pipeline.addPolicy(longWaits, { afterPhase: 'Retry' });
    return pipeline;
  };
  return { sdk, client: sdk.createDefaultHttpClient(), repeating: pipelineWith(2), once: pipelineWith(0) };
}

const longWaits: PipelinePolicy = {
  name: 'sendpass-long-waits',
  async sendRequest(request, next) {
    const response = await next(request);
    const wait = retryAfterMs(response.headers) ?? 0;
    const throttled = response.status === 429 || response.status === 503;
    if (throttled && wait > longestQuietWaitMs) throw graphError(response.status, parse(response.bodyAsText), wait);
    return response;
  },
};

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
