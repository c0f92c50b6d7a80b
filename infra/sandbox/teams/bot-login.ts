// login.botframework.com and the bot's own log-in at Entra: where the keys of incoming deliveries come from and the outgoing tokens.
import { issueToken, LIFETIME_S, signingKeys } from '../tokens.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { channelKeys } from './keys.ts';
import { CHANNEL_ISSUER } from './delivery-token.ts';

export const BOT_AUDIENCE = 'https://api.botframework.com';

export const botLoginRoutes: Route[] = [
  { method: 'GET', path: '/v1/.well-known/openidconfiguration', handle: (_, world) => channelMetadata(world) },
  { method: 'GET', path: '/v1/.well-known/keys', handle: channelJwks },
  { method: 'GET', path: '/:tenant/v2.0/.well-known/openid-configuration', handle: discovery },
  {
    method: 'GET',
    path: '/:tenant/discovery/v2.0/keys',
    handle: async () => json({ keys: [(await signingKeys()).jwk] }),
  },
  { method: 'GET', path: '/common/discovery/instance', handle: instance },
  { method: 'POST', path: '/:tenant/oauth2/v2.0/token', handle: token },
];

const json = (body: unknown, status = 200): WireReply => ({ status, body });

function channelMetadata(world: World): WireReply {
  const base = world.endpoints.botLogin;
  return json({
    issuer: CHANNEL_ISSUER,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${base}/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  });
}

/**
 * Entra's key is published too, because botbuilder checks "emulator" tokens with the keys of a second metadata address, which this cloud
 * points here: so a bot that does not pin the issuer really accepts such a token here, as it does in public. Entra never signs as the
 * Bot Framework, so nothing else gets through.
 */
async function channelJwks(): Promise<WireReply> {
  const { teams, webchat } = await channelKeys();
  return json({ keys: [webchat.jwk, teams.jwk, (await signingKeys()).jwk] });
}

function discovery({ params }: WireRequest, world: World): WireReply {
  const base = `${world.endpoints.botLogin}/${params['tenant'] ?? ''}`;
  return json({
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  });
}

function instance(_: WireRequest, world: World): WireReply {
  const host = new URL(world.endpoints.botLogin).host;
  const tenant = `${world.endpoints.botLogin}/${world.tenantId}`;
  return json({
    tenant_discovery_endpoint: `${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

/** Only the bot itself, only for the Bot Framework; everything else with Entra's own words. */
async function token({ params, body }: WireRequest, world: World): Promise<WireReply> {
  const form = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { bot, tenantId } = world;
  const tenant = params['tenant'] ?? '';
  if (tenant !== tenantId && tenant !== 'botframework.com') {
    return refusal(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);
  }
  if (form['grant_type'] !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type.`);
  }
  if (form['client_id'] !== bot.appId) {
    const text = `Application with identifier '${String(form['client_id'])}' was not found in the directory.`;
    return refusal(400, 'unauthorized_client', 700016, text);
  }
  if (form['client_secret'] !== bot.secret) {
    return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  }
  if (form['scope'] !== `${BOT_AUDIENCE}/.default`) {
    const text = `The resource principal named ${String(form['scope'])} was not found in the tenant.`;
    return refusal(400, 'invalid_resource', 500011, text);
  }
  const principal = world.principals.find((each) => each.appId === bot.appId);
  const wish = { aud: BOT_AUDIENCE, appId: bot.appId, oid: principal?.id ?? bot.appId };
  const lifetime = { token_type: 'Bearer', expires_in: LIFETIME_S, ext_expires_in: LIFETIME_S };
  return json({ ...lifetime, access_token: await issueToken(world, wish) });
}

function refusal(status: number, error: string, code: number, text: string): WireReply {
  const trace_id = crypto.randomUUID();
  const body = {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${trace_id}`,
    error_codes: [code],
    trace_id,
  };
  return json({ ...body, correlation_id: crypto.randomUUID(), timestamp: new Date().toISOString() }, status);
}
