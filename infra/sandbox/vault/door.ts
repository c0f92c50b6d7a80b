// What every Key Vault request passes first: the bearer challenge, the audience, the right, the api-version.
import { randomUUID } from 'node:crypto';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';

/** Thrown by a handler; becomes Key Vault's error envelope. */
export class VaultError extends Error {
  status: number;
  code: string;
  inner: string | undefined;
  constructor(status: number, code: string, message: string, inner?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.inner = inner;
  }
}

export const notFound = (name: string): VaultError =>
  new VaultError(
    404,
    'SecretNotFound',
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
  );

const VERSIONS = ['7.4', '7.5', '7.6', '2025-07-01', '2026-04-01'];
const RESOURCE = 'https://vault.azure.net';

/** `right`: set, get, list, update, delete, purge, recover. Takes `vault:<right>` or the data action's name to remove it. */
export function vaultRoute(
  method: string,
  path: string,
  right: keyof typeof ACTIONS,
  handle: (request: WireRequest, world: World) => WireReply,
): Route {
  return {
    method,
    path,
    handle: (request, world) => {
      const headers = { 'x-ms-request-id': randomUUID(), 'x-ms-keyvault-region': 'westeurope' };
      try {
        const challenge = challengeFor(request, world);
        if (challenge !== undefined) return { ...challenge, headers: { ...headers, ...challenge.headers } };
        checkRight(request, world, right);
        checkVersion(request);
        const reply = handle(request, world);
        return { ...reply, headers: { ...headers, ...reply.headers } };
      } catch (error) {
        if (!(error instanceof VaultError)) throw error;
        const { status, code, message, inner } = error;
        const innererror = inner === undefined ? {} : { innererror: { code: inner } };
        return { status, headers, body: { error: { code, message, ...innererror } } };
      }
    },
  };
}

/** 401 with where to get a token and for what: SDKs send their first request bare to learn it. */
function challengeFor(request: WireRequest, world: World): WireReply | undefined {
  const ask = (message: string): WireReply => ({
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization="${world.endpoints.entra}/${world.tenantId}", resource="${RESOURCE}"`,
    },
    body: { error: { code: 'Unauthorized', message } },
  });
  if (request.headers['authorization'] === undefined) return ask('AKV10000: Request is missing a Bearer or PoP token.');
  if (request.claims === undefined)
    return ask('AKV10022: Invalid token: its signature, issuer or lifetime does not hold.');
  if (request.claims['aud'] !== RESOURCE) {
    return ask(`AKV10022: Invalid audience. Expected ${RESOURCE}, found: ${String(request.claims['aud'])}.`);
  }
  return undefined;
}

const ACTIONS = {
  set: 'setSecret/action',
  get: 'getSecret/action',
  list: 'readMetadata/action',
  update: 'update/action',
  delete: 'delete',
  purge: 'purge/action',
  recover: 'recover/action',
};

const SECRETS = 'Microsoft.KeyVault/vaults/secrets';

/** Names of rights, and their data actions. */
export const VAULT_RIGHTS: string[] = [
  ...Object.keys(ACTIONS),
  ...Object.values(ACTIONS).map((each) => `${SECRETS}/${each}`),
];

function checkRight(request: WireRequest, world: World, right: keyof typeof ACTIONS): void {
  const action = `${SECRETS}/${ACTIONS[right]}`;
  const names = ['vault:', 'vault:*', `vault:${right}`, `vault:${action}`];
  const removed = names.some((each) => world.removedPermissions.has(each));
  if (request.claims?.['appid'] === world.self.appId && !removed) return;
  const who = `appid=${String(request.claims?.['appid'])};oid=${String(request.claims?.['oid'])};iss=${String(request.claims?.['iss'])}`;
  const message = `Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\nCaller: ${who}\r\nAction: '${action}'`;
  throw new VaultError(403, 'Forbidden', message, 'ForbiddenByRbac');
}

function checkVersion({ url }: WireRequest): void {
  const version = url.searchParams.get('api-version');
  if (version === null) throw new VaultError(400, 'BadParameter', 'AKV10000: api-version must be specified.');
  if (!VERSIONS.includes(version)) {
    throw new VaultError(
      400,
      'BadParameter',
      `The specified version (${version}) is not recognized. Consider using the latest supported version.`,
    );
  }
}
