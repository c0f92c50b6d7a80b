import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOptions } from '../../../../adapters/azure/arm-options.ts';
import { azureError } from '../../../../adapters/azure/errors.ts';
import { patience } from '../../../../adapters/azure/patience.ts';
import { namedCloud } from '../../../../src/shared/cloud.ts';

// Takes connections and says nothing, as a firewall that drops packets of a connection does.
const silent = createServer();

beforeAll(async () => {
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
});
afterAll(() => silent.close());

test('a call that nobody answers ends, and may be tried again', async () => {
  const { policy } = patience(50);
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
  pipeline.addPolicy(policy, { afterPhase: 'Retry' });
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const request = createPipelineRequest({ url, allowInsecureConnection: true });
  const thrown: unknown = await pipeline
    .sendRequest(createDefaultHttpClient(), request)
    .catch((error: unknown) => error);
  expect(azureError(thrown, 'vault')).toMatchObject({ code: 'vault-unreachable', kind: 'retryable' });
});

test('the clients of Azure have it', () => {
  const { additionalPolicies } = clientOptions(namedCloud('public')!) as {
    additionalPolicies: { policy: { name: string } }[];
  };
  expect(additionalPolicies.map((each) => each.policy.name)).toContain('sendpass-patience');
});
