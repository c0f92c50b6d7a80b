import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { SendpassError } from '../../src/shared/errors.ts';
import { longestQuietWaitMs, retryAfterMs } from '../../src/shared/retry-after.ts';
import type { Neighbour } from './errors.ts';

/**
 * For an SDK's `additionalPolicies`: throws when Azure asks for a long pause, which ends the SDK's own retries. It would otherwise sleep
 * through it, with nothing on the card and no way to cancel.
 */
export function longWaits(neighbour: Neighbour): { policy: PipelinePolicy; position: 'perRetry' } {
  const name = neighbour === 'arm' ? 'Azure' : 'Key Vault';
  const policy: PipelinePolicy = {
    name: 'sendpass-long-waits',
    async sendRequest(request, next) {
      const response = await next(request);
      const { status, headers } = response;
      const wait = retryAfterMs(headers) ?? 0;
      if ((status !== 429 && status !== 503) || wait <= longestQuietWaitMs) return response;
      const requestId = headers.get('x-ms-request-id');
      throw new SendpassError({
        code: `${neighbour}-busy`,
        kind: 'retryable',
        advice: `${name} asks Sendpass to slow down. It goes on by itself.`,
        vendor: { neighbour, status, ...(requestId ? { requestId } : {}) },
        retryAfterMs: wait,
      });
    },
  };
  return { policy, position: 'perRetry' };
}
