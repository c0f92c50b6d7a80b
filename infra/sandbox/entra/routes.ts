// Entra's token service: discovery and client credentials. The envelope is the vendor's: `error` for logic, `error_codes` for people.
import { signingKeys } from '../tokens.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { showSignIn, signInAs } from './authorize.ts';
import { couldBeTenant, isTenant } from './tenant.ts';
import { grantToken } from './token.ts';

const json = (body: unknown): WireReply => ({ status: 200, body });

function openIdConfiguration({ params }: WireRequest, world: World): WireReply {
  const tenant = params['tenant'] ?? '';
  if (!isTenant(world, tenant)) return noMetadata(world, tenant);
  const base = `${world.endpoints.entra}/${world.tenantId}`;
  return json({
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
  });
}

/** Here, and only here, the error is `invalid_tenant` (seen in azure-keyvault-emulator #324, openid-client #175). */
function noMetadata(world: World, tenant: string): WireReply {
  const refusal = aadsts(world, couldBeTenant(tenant) ? 90002 : 900023, tenant);
  return { ...refusal, body: { ...Object(refusal.body), error: 'invalid_tenant' } };
}

function instanceDiscovery(_request: WireRequest, world: World): WireReply {
  const host = new URL(world.endpoints.entra).host;
  return json({
    tenant_discovery_endpoint: `${world.endpoints.entra}/${world.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

const keySet = async (): Promise<WireReply> => json({ keys: [(await signingKeys()).jwk] });

export const entraRoutes: Route[] = [
  { method: 'GET', path: '/common/discovery/instance', handle: instanceDiscovery },
  { method: 'GET', path: '/:tenant/v2.0/.well-known/openid-configuration', handle: openIdConfiguration },
  { method: 'GET', path: '/:tenant/discovery/v2.0/keys', handle: keySet },
  { method: 'POST', path: '/:tenant/oauth2/v2.0/token', handle: grantToken },
  { method: 'GET', path: '/:tenant/oauth2/v2.0/token', handle: (_request, world) => aadsts(world, 900561, 'GET') },
  { method: 'GET', path: '/:tenant/oauth2/v2.0/authorize', handle: showSignIn },
  { method: 'POST', path: '/:tenant/login', handle: signInAs },
];
