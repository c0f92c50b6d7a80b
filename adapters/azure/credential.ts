import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Identity } from '../../src/shared/identity.ts';
import { lazily, loadInTurn } from '../../src/shared/load.ts';
import { patience } from './patience.ts';

/**
 * Sendpass's own identity as a TokenCredential. @azure/identity is loaded at the first token: it costs 200 ms and 20 MB that a bot
 * which only chats should not pay at start. Never DefaultAzureCredential: it takes whatever the machine offers.
 */
export function createCredential(identity: Identity, cloud: Cloud, tenantId: string): TokenCredential {
  const made = lazily(() => make(identity, cloud, tenantId));
  return {
    async getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> {
      const credential = await made();
      try {
        return await credential.getToken(scopes, options);
      } catch (thrown) {
        throw signInError(thrown);
      }
    },
  };
}

async function make(identity: Identity, cloud: Cloud, tenantId: string): Promise<TokenCredential> {
  const sdk = await loadInTurn(() => import('@azure/identity'));
  // Instance discovery asks the public cloud about an authority it cannot know; named clouds are built into msal.
  const additionalPolicies = [patience()];
  const options = { authorityHost: cloud.authorityHost, disableInstanceDiscovery: cloud.custom, additionalPolicies };
  switch (identity.kind) {
    case 'managed':
      return new sdk.ManagedIdentityCredential({ clientId: identity.clientId, additionalPolicies });
    case 'workload':
      return new sdk.WorkloadIdentityCredential({
        ...options,
        tenantId,
        clientId: identity.clientId,
        tokenFilePath: identity.tokenFile,
      });
    case 'certificate':
      return new sdk.ClientCertificateCredential(
        tenantId,
        identity.clientId,
        { certificatePath: identity.certificatePath },
        options,
      );
    case 'secret':
      return new sdk.ClientSecretCredential(tenantId, identity.clientId, identity.secret.expose('token'), options);
  }
}

// The SDK gives no status and no code, only AADSTS numbers in the message (facts: identity 4.14, "bad secret").
const personNumbers = new Set(['7000215', '7000222', '700016', '7000112', '90002', '700027', '530034']);

function signInError(thrown: unknown): SendpassError {
  const message = thrown instanceof Error ? thrown.message : '';
  const number = /AADSTS(\d+)/.exec(message)?.[1];
  if (number !== undefined && personNumbers.has(number))
    return new SendpassError({
      code: 'identity-refused',
      kind: 'needs-person',
      advice:
        "Entra refuses Sendpass's own sign-in. The operator has to check IDENTITY_* and its secret or certificate.",
      vendor: { neighbour: 'entra', code: `AADSTS${number}` },
    });
  return new SendpassError({
    code: 'identity-unreachable',
    kind: 'retryable',
    advice: 'Entra did not give Sendpass a token. It tries again by itself.',
    vendor: { neighbour: 'entra', ...(number === undefined ? {} : { code: `AADSTS${number}` }) },
    cause: thrown,
  });
}
