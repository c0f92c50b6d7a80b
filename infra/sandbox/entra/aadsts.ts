import { randomUUID } from 'node:crypto';
import type { WireReply } from '../wire.ts';
import type { World } from '../world.ts';

type Refusal = { status: number; error: string; text: (about: string, world: World) => string };

/** Codes and texts as Entra sends them; `about` is the application, tenant, scope or field concerned. */
const REFUSALS = {
  70003: {
    status: 400,
    error: 'unsupported_grant_type',
    text: (grant) => `The app requested an unsupported grant type '${grant}'.`,
  },
  50011: {
    status: 400,
    error: 'invalid_request',
    text: (redirect) =>
      `The redirect URI '${redirect}' specified in the request does not match the redirect URIs configured for the application. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.`,
  },
  50020: {
    status: 400,
    error: 'invalid_request',
    text: (user, world) =>
      `User account '${user}' from identity provider does not exist in tenant '${world.tenantId}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.`,
  },
  50057: { status: 400, error: 'invalid_grant', text: () => `The user account is disabled.` },
  54005: {
    status: 400,
    error: 'invalid_grant',
    text: () =>
      `OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.`,
  },
  70000: {
    status: 400,
    error: 'invalid_grant',
    text: () => `Provided grant is invalid or malformed.`,
  },
  70008: {
    status: 400,
    error: 'invalid_grant',
    text: () =>
      `The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.`,
  },
  500112: {
    status: 400,
    error: 'invalid_client',
    text: (redirect) =>
      `The reply address '${redirect}' does not match the reply address provided when requesting Authorization code.`,
  },
  501481: {
    status: 400,
    error: 'invalid_grant',
    text: () => `The Code_Verifier does not match the code_challenge supplied in the authorization request.`,
  },
  700054: {
    status: 400,
    error: 'unsupported_response_type',
    text: () => `response_type 'id_token' is not enabled for the application.`,
  },
  90002: {
    status: 400,
    error: 'invalid_request',
    text: (tenant) =>
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  },
  500011: {
    status: 400,
    error: 'invalid_resource',
    text: (resource, world) =>
      `The resource principal named ${resource} was not found in the tenant named ${world.tenantId}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    text: (app, world) =>
      `Application with identifier '${app}' was not found in the directory '${world.tenantId}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  },
  900144: {
    status: 400,
    error: 'invalid_request',
    text: (field) => `The request body must contain the following parameter: '${field}'.`,
  },
  900023: {
    status: 400,
    error: 'invalid_request',
    text: (tenant) =>
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
  },
  900561: {
    status: 400,
    error: 'invalid_request',
    text: (method) => `The endpoint only accepts POST requests. Received a ${method} request.`,
  },
  50027: { status: 400, error: 'invalid_request', text: () => `JWT token is invalid or malformed.` },
  700027: {
    status: 401,
    error: 'invalid_client',
    text: (app) =>
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.] Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${app}'.`,
  },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    text: (scope) =>
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  },
  7000112: { status: 400, error: 'unauthorized_client', text: (app) => `Application '${app}' is disabled.` },
  7000215: {
    status: 401,
    error: 'invalid_client',
    text: (app) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'.`,
  },
  7000216: {
    status: 401,
    error: 'invalid_client',
    text: () => `'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.`,
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    text: (app) =>
      `The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  },
} satisfies Record<number, Refusal>;

/** A refusal of the token endpoint with its trace and correlation ids. */
export function aadsts(world: World, code: keyof typeof REFUSALS, about: string, correlation?: string): WireReply {
  const { status, error, text }: Refusal = REFUSALS[code];
  const trace_id = randomUUID();
  const correlation_id = correlation ?? randomUUID();
  const timestamp = `${new Date(world.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const description = `AADSTS${code}: ${text(about, world)} Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`;
  return {
    status,
    headers: { 'x-ms-request-id': trace_id, 'cache-control': 'no-store, no-cache' },
    body: {
      error,
      error_description: description,
      error_codes: [code],
      timestamp,
      trace_id,
      correlation_id,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}
