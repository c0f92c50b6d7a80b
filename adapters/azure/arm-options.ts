import type { TokenCredential } from '@azure/core-auth';
import type { Cloud } from '../../src/shared/cloud.ts';
import { longWaits } from './long-waits.ts';
import { patience } from './patience.ts';

export type ArmOptions = {
  cloud: Cloud;
  credential: TokenCredential;
  tenantId: string;
  subscriptionId: string;
  acsResourceIds: string[];
  roleDefinitionId: string;
};

/** How every ARM client of this program is built. Without credentialScopes a moved endpoint silently moves the token's audience too. */
export const clientOptions = (cloud: Cloud): object => ({
  endpoint: cloud.arm.endpoint,
  credentialScopes: [cloud.arm.scope],
  retryOptions: { maxRetries: 2, retryDelayInMs: 300, maxRetryDelayInMs: 10_000 },
  additionalPolicies: [longWaits('arm'), patience()],
});
