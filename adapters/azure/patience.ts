import type { PipelinePolicy } from '@azure/core-rest-pipeline';

const patienceMs = 30_000;

/**
 * For an SDK's `additionalPolicies`: a call that nobody answers ends. The SDKs have no limit of their own: behind a connection that is dead but
 * not closed a step would wait for ever, and a cancel with it.
 */
export function patience(ms = patienceMs): { policy: PipelinePolicy; position: 'perRetry' } {
  const policy: PipelinePolicy = {
    name: 'sendpass-patience',
    sendRequest(request, next) {
      if (request.timeout === 0) request.timeout = ms;
      return next(request);
    },
  };
  return { policy, position: 'perRetry' };
}
