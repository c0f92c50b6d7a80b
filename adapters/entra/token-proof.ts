import type { TokenProof } from '../../src/provisioning/port-mail-relay.ts';
import { authorityOf } from '../../src/shared/cloud.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { ErrorKind } from '../../src/shared/errors.ts';
import { Secret } from '../../src/shared/secret.ts';
import { loadInTurn } from '../../src/shared/load.ts';

/** The TokenProof port over msal-node: a fresh token (skipCache) for the relay with the sender's own new secret. */
export function createTokenProof(cloud: Cloud, tenantId: string): TokenProof {
  const host = new URL(cloud.authorityHost).host;
  return {
    async prove({ relay, appId, secret }) {
      const { ConfidentialClientApplication } = await loadInTurn(() => import('@azure/msal-node'));
      const app = new ConfidentialClientApplication({
        auth: {
          clientId: appId,
          clientSecret: secret.expose('token'),
          authority: authorityOf(cloud, tenantId),
          // With the port: msal otherwise asks the public cloud whether it knows this authority.
          ...(cloud.custom ? { knownAuthorities: [host] } : {}),
        },
      });
      try {
        const token = await app.acquireTokenByClientCredential({ scopes: [cloud.smtp[relay].scope], skipCache: true });
        const accessToken = token?.accessToken ?? '';
        return { claims: claimsOf(accessToken), token: new Secret(accessToken) };
      } catch (thrown) {
        throw tokenError(thrown);
      }
    },
  };
}

function claimsOf(token: string): Record<string, unknown> {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8') || '{}');
  return typeof payload === 'object' && payload !== null ? { ...payload } : {};
}

type Row = { code: string; kind: ErrorKind; advice: string };

// AADSTS numbers (facts/azure §1.4). The first two are also what a brand-new application and secret answer before they are replicated.
const byNumber: Record<string, Row> = {
  '700016': {
    code: 'token-app-unknown',
    kind: 'not-yet',
    advice: 'Entra’s sign-in does not know the new application yet – usually under 2 minutes.',
  },
  '7000215': {
    code: 'token-secret-unknown',
    kind: 'not-yet',
    advice: 'Entra’s sign-in does not know the new secret yet – usually under 2 minutes.',
  },
  '7000222': { code: 'token-secret-expired', kind: 'needs-person', advice: 'The secret has expired. Rotate it.' },
  '7000112': {
    code: 'token-app-disabled',
    kind: 'needs-person',
    advice: 'Somebody disabled the application in Entra.',
  },
  '53003': {
    code: 'token-blocked',
    kind: 'needs-person',
    advice: 'Conditional Access blocks the application. The identity team has to allow it.',
  },
};

function tokenError(thrown: unknown): SendpassError {
  const { errorNo, errorMessage } = (thrown ?? {}) as { errorNo?: string; errorMessage?: string };
  const number = errorNo ?? /AADSTS(\d+)/.exec(errorMessage ?? '')?.[1];
  const row = number === undefined ? undefined : byNumber[number];
  const vendor = { neighbour: 'entra', ...(number === undefined ? {} : { code: `AADSTS${number}` }) };
  if (row) return new SendpassError({ ...row, vendor });
  return new SendpassError({
    code: 'token-unavailable',
    kind: 'retryable',
    advice: 'Entra gave no token for the new credential. Sendpass tries again by itself.',
    vendor,
  });
}
