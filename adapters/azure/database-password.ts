import type { TokenCredential } from '@azure/core-auth';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';

/**
 * What `pg` asks for at each new connection where the server takes Entra tokens instead of passwords. A connection that is open outlives its token;
 * the credential keeps one until shortly before its end, so a burst of connections is one request.
 */
export function createDatabasePassword(credential: TokenCredential, cloud: Cloud): () => Promise<string> {
  return async () => {
    const token = cloud.database && (await credential.getToken(cloud.database.scope))?.token;
    if (token) return token;
    throw new SendpassError({
      code: 'identity-unreachable',
      kind: 'retryable',
      advice: 'Entra did not give Sendpass a token for its database. It tries again by itself.',
      vendor: { neighbour: 'entra' },
    });
  };
}
