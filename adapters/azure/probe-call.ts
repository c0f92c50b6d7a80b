import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import type { HttpMethods } from '@azure/core-rest-pipeline';
import { azureError } from './errors.ts';

export type Answer = { status: number; body: unknown };
export type Call = (method: HttpMethods, url: string, body?: object) => Promise<Answer>;

/** One request, one answer, whatever its status: the doctor judges statuses the SDK clients hide, and must not wait for retries. */
export function createCall(credential: TokenCredential, scope: string, neighbour: 'arm' | 'vault'): Call {
  const client = createDefaultHttpClient();
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }));
  return async (method, url, body) => {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({
        Accept: 'application/json',
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      }),
      timeout: 10_000,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const response = await pipeline.sendRequest(client, request).catch((thrown: unknown) => {
      throw azureError(thrown, neighbour);
    });
    return { status: response.status, body: parse(response.bodyAsText) };
  };
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
