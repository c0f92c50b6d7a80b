import { createHash } from 'node:crypto';
import type { ConfidentialClientApplication } from '@azure/msal-node';
import { z } from 'zod';
import type { SignedIn, SignIn } from '../../src/people/port-sign-in.ts';
import { authorityOf } from '../../src/shared/cloud.ts';
import type { Cloud } from '../../src/shared/cloud.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import { loadInTurn } from '../../src/shared/load.ts';
import type { Secret } from '../../src/shared/secret.ts';

type Settings = { clientId: string; secret: Secret; redirectUri: string };

const claimsShape = z.object({
  aud: z.string(),
  iss: z.string(),
  tid: z.guid(),
  oid: z.guid(),
  nonce: z.string(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

const scopes = ['openid', 'profile'];

/**
 * The SignIn port over msal-node. The ID token comes straight from the token endpoint over TLS, so its signature need not be checked (OpenID
 * Connect Core 3.1.3.7 §6); audience, issuer, tenant and nonce are.
 */
export function createSignIn(cloud: Cloud, tenantId: string, settings: Settings): SignIn {
  const authority = authorityOf(cloud, tenantId);
  const { clientId, secret, redirectUri } = settings;
  const client = async (): Promise<ConfidentialClientApplication> => {
    const { ConfidentialClientApplication: Client } = await loadInTurn(() => import('@azure/msal-node'));
    const knownAuthorities = cloud.custom ? [new URL(cloud.authorityHost).host] : [];
    // One for each sign-in: msal keeps what it got in its cache, and nobody needs it any more.
    return new Client({ auth: { clientId, clientSecret: secret.expose('token'), authority, knownAuthorities } });
  };
  return {
    async address({ state, nonce, verifier, again }) {
      const codeChallenge = createHash('sha256').update(verifier.expose('token')).digest('base64url');
      const challenge = { codeChallenge, codeChallengeMethod: 'S256', responseMode: 'query' } as const;
      const prompt = again ? 'login' : 'select_account';
      return (await client()).getAuthCodeUrl({ scopes, redirectUri, state, nonce, prompt, ...challenge });
    },
    async redeem({ code, nonce, verifier }) {
      try {
        const wish = { scopes, redirectUri, code, codeVerifier: verifier.expose('token') };
        const result = await (await client()).acquireTokenByCode({ ...wish, nonce });
        return judge(result.idTokenClaims, { nonce, clientId, tenantId, authority });
      } catch (thrown) {
        throw thrown instanceof SendpassError ? thrown : signInError(thrown);
      }
    },
  };
}

type Expected = { nonce: string; clientId: string; tenantId: string; authority: string };

function judge(claims: unknown, { nonce, clientId, tenantId, authority }: Expected): SignedIn {
  const read = claimsShape.safeParse(claims);
  if (!read.success) throw refused('claims');
  const { aud, iss, tid, oid, name, preferred_username: username, nonce: said } = read.data;
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
  if (!same(aud, clientId)) throw refused('aud');
  if (!same(tid, tenantId)) throw refused('tid');
  if (!same(iss, `${authority}/v2.0`)) throw refused('iss');
  if (said !== nonce) throw refused('nonce');
  return {
    objectId: oid.toLowerCase(),
    tenantId: tid.toLowerCase(),
    name: name ?? 'somebody',
    username: username ?? null,
  };
}

const refused = (code: string): SendpassError =>
  new SendpassError({
    code: 'sign-in-refused',
    kind: 'denied',
    advice: 'This sign-in is not valid here. Start it again from the chat.',
    vendor: { neighbour: 'entra', code },
  });

/** An answer with an AADSTS number or an OAuth error is about this sign-in; anything else is the network's or the service's trouble. */
function signInError(thrown: unknown): SendpassError {
  const { errorCode, errorNo } = (thrown ?? {}) as { errorCode?: string; errorNo?: string };
  if (errorNo !== undefined || errorCode === 'invalid_grant' || errorCode === 'nonce_mismatch')
    return refused(errorNo ? `AADSTS${errorNo}` : 'invalid_grant');
  return new SendpassError({
    code: 'sign-in-unavailable',
    kind: 'retryable',
    advice: 'Entra did not answer. Try again in a minute.',
    vendor: { neighbour: 'entra', ...(errorCode ? { code: errorCode } : {}) },
  });
}
