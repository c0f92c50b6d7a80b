import { decodeProtectedHeader } from 'jose';
import { exchangeRoles, isRemoved } from '../exchange/permissions.ts';
import { issueToken, LIFETIME_S } from '../tokens.ts';
import type { WireReply, WireRequest } from '../wire.ts';
import type { Application, World } from '../world.ts';
import { aadsts } from './aadsts.ts';
import { redeemCode } from './redeem-code.ts';
import { couldBeTenant, isTenant } from './tenant.ts';

const EXCHANGE = 'https://outlook.office365.com';

/** Audience by scope. Anything else is a resource this tenant does not have: the answer to an SDK that made a scope of its endpoint. */
const AUDIENCES: Record<string, string> = {
  'https://graph.microsoft.com/.default': 'https://graph.microsoft.com',
  'https://management.azure.com/.default': 'https://management.azure.com',
  'https://management.core.windows.net//.default': 'https://management.core.windows.net/',
  'https://vault.azure.net/.default': 'https://vault.azure.net',
  'https://api.botframework.com/.default': 'https://api.botframework.com',
  'https://communication.azure.com/.default': 'https://communication.azure.com',
  'https://outlook.office365.com/.default': EXCHANGE,
};

/** Graph application permissions that an admin consented to for Sendpass's own identity. */
export const SELF_GRAPH_ROLES = [
  'Application.ReadWrite.OwnedBy',
  'User.Read.All',
  'GroupMember.Read.All',
  'Policy.Read.ApplicationConfiguration',
];

/** POST /{tenant}/oauth2/v2.0/token, client_credentials with a secret. */
export async function grantToken(request: WireRequest, world: World): Promise<WireReply> {
  const correlation = request.url.searchParams.get('client-request-id') ?? request.headers['client-request-id'];
  const refuse = (code: Parameters<typeof aadsts>[1], about: string): WireReply =>
    aadsts(world, code, about, correlation);
  const form = { ...basicOf(request), ...formOf(request) };
  const { client_id: appId, client_secret: secret, scope, grant_type: grant } = form;
  const tenant = request.params['tenant'] ?? '';
  if (!isTenant(world, tenant)) return refuse(couldBeTenant(tenant) ? 90002 : 900023, tenant);
  if (grant === undefined) return refuse(900144, 'grant_type');
  if (grant === 'authorization_code') return redeemCode({ form, at: request.arrivedAt }, world, refuse);
  if (grant !== 'client_credentials') return refuse(70003, grant);
  if (appId === undefined) return refuse(900144, 'client_id');
  if (scope === undefined) return refuse(900144, 'scope');
  if (!scope.endsWith('/.default') || scope.includes(' ')) return refuse(1002012, scope);
  const client = findClient(world, appId, request.arrivedAt);
  if (client === undefined) return refuse(700016, appId);
  if (!client.enabled) return refuse(7000112, appId);
  const { client_assertion: assertion } = form;
  if (secret === undefined) return refuse(assertion === undefined ? 7000216 : judgeAssertion(assertion), appId);
  const state = judgeSecret(client.application, secret, request.arrivedAt);
  if (state === 'wrong') return refuse(7000215, appId);
  if (state === 'expired') return refuse(7000222, appId);
  const aud = AUDIENCES[scope];
  // Without Exchange Online the tenant has no principal of it (AADSTS500011: the resource principal was not found in the tenant).
  if (aud === undefined || (aud === EXCHANGE && isRemoved(world, 'token')))
    return refuse(500011, scope.slice(0, -'/.default'.length));
  return granted(world, client, aud, request.arrivedAt);
}

type Client = { application: Application; oid: string; enabled: boolean };

/** What the token service's replica knows at `at`: without a principal in the tenant an application cannot get a token. */
function findClient(world: World, appId: string, at: number): Client | undefined {
  const isIt = (each: { appId: string; deletedAt: number | null; tokenVisibleAt: number }): boolean =>
    each.appId.toLowerCase() === appId.toLowerCase() && each.deletedAt === null && each.tokenVisibleAt <= at;
  const application = world.applications.find(isIt);
  const principal = world.principals.find(isIt);
  if (application === undefined || principal === undefined) return undefined;
  return { application, oid: principal.id, enabled: principal.accountEnabled };
}

function judgeSecret(application: Application, secret: string, at: number): 'good' | 'wrong' | 'expired' {
  const password = application.passwords.find((each) => each.secretText === secret && each.visibleAt <= at);
  if (password === undefined) return 'wrong';
  return Date.parse(password.endDateTime) > at && Date.parse(password.startDateTime) <= at ? 'good' : 'expired';
}

async function granted(world: World, client: Client, aud: string, at: number): Promise<WireReply> {
  const { appId, displayName: name } = client.application;
  const roles = rolesOf(world, { appId, oid: client.oid, aud }, at);
  const access_token = await issueToken(world, { aud, appId, oid: client.oid, roles, name });
  const body = { token_type: 'Bearer', expires_in: LIFETIME_S, ext_expires_in: LIFETIME_S, access_token };
  return { status: 200, headers: { 'cache-control': 'no-store, no-cache' }, body };
}

/** What was consented to for this application, of the API it asks a token for. */
function rolesOf(world: World, who: { appId: string; oid: string; aud: string }, at: number): string[] {
  if (who.aud === EXCHANGE) return exchangeRoles(world, who, at);
  if (who.appId !== world.self.appId || who.aud !== 'https://graph.microsoft.com') return [];
  return SELF_GRAPH_ROLES.filter((each) => !world.removedPermissions.has(`graph:${each}`));
}

/** No application here has a certificate, so whatever is signed was signed with a key that is not registered. */
function judgeAssertion(assertion: string): 50027 | 700027 {
  try {
    decodeProtectedHeader(assertion);
    return 700027;
  } catch {
    return 50027;
  }
}

/** RFC 6749, 2.3.1: both halves are encoded as in a form. What stands in the body goes before it. */
function basicOf({ headers }: WireRequest): Form {
  const sent = /^Basic ([\w+/=-]+)$/i.exec(headers['authorization'] ?? '')?.[1];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(sent ?? '', 'base64').toString()) ?? [];
  if (id === undefined || secret === undefined) return {};
  const decode = (text: string): string => new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
  return { client_id: decode(id), client_secret: decode(secret) };
}

type Form = Partial<Record<string, string>>;

/** Nothing but a form is read: whoever sends JSON is told that grant_type is missing. */
function formOf({ body, headers }: WireRequest): Form {
  const isForm = (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');
  if (!isForm || typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body).filter(
    (each): each is [string, string] => typeof each[1] === 'string' && each[1] !== '',
  );
  return Object.fromEntries(entries);
}
