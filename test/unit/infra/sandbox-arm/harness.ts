// The imitated ARM on its own, with tokens as the sandbox's Entra would issue them and a clock that tests move by hand.
import tls from 'node:tls';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { CommunicationServiceManagementClient } from '@azure/arm-communication';
import type { TokenCredential } from '@azure/core-auth';
import { armRoutes } from '../../../../infra/sandbox/arm/routes.ts';
import { makeContext } from '../../../../infra/sandbox/make-context.ts';
import { listen, serveNeighbour } from '../../../../infra/sandbox/server.ts';
import { makeCertificates } from '../../../../infra/sandbox/tls.ts';
import { issueToken } from '../../../../infra/sandbox/tokens.ts';
import type { Principal, World } from '../../../../infra/sandbox/world.ts';

export const ARM_SCOPE = 'https://management.azure.com/.default';
export const GROUP = 'rg-mail';

/** A started context with no latency, a subscription that is not waiting for anything, and `advance` to let replicas catch up. */
export async function startContext() {
  const context = makeContext({ seed: 1, dir: '', botUrl: '', smtpPort: 0, tls: await makeCertificates() });
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), context.tls.ca]);
  const { world } = context;
  context.faults.latency = [0, 0];
  let ahead = 0;
  world.now = () => Date.now() + ahead;
  const advance = (ms: number): void => void (ahead += ms);
  return { context, world, advance };
}

export async function startArm() {
  const { context, world, advance } = await startContext();
  const neighbour = { name: 'arm' as const, routes: armRoutes };
  const listener = await listen({ port: 0, tls: context.tls }, (base) => serveNeighbour(context, neighbour, base));
  const close = async (): Promise<void> => {
    await listener.close();
    await context.close();
  };
  return { context, world, advance, base: listener.base, close, ...clients(world, listener.base) };
}

/** SDK clients for Sendpass itself, or for another principal. */
function clients(world: World, endpoint: string) {
  const self = { appId: world.self.appId, id: world.self.principalId };
  const options = { endpoint, credentialScopes: [ARM_SCOPE], retryOptions: { maxRetries: 0 } };
  type Who = Pick<Principal, 'appId' | 'id'>;
  const communication = (who: Who = self, extra: object = {}) =>
    new CommunicationServiceManagementClient(credential(world, who), world.subscriptionId, { ...options, ...extra });
  const authorization = (who: Who = self) =>
    new AuthorizationManagementClient(credential(world, who), world.subscriptionId, options);
  const call = async (path: string, init: { method?: string; body?: unknown; aud?: string } = {}) => {
    const token = await issueToken(world, {
      aud: init.aud ?? 'https://management.azure.com',
      appId: self.appId,
      oid: self.id,
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) };
    return fetch(`${endpoint}${path}`, { method: init.method ?? 'GET', headers, ...body });
  };
  return { communication, authorization, call };
}

/** As Entra: the audience of a token is its scope without `/.default`. */
function credential(world: World, who: Pick<Principal, 'appId' | 'id'>): TokenCredential {
  return {
    getToken: async (scopes) => {
      const aud = String([scopes].flat()[0]).replace(/\/\.default$/, '');
      const token = await issueToken(world, { aud, appId: who.appId, oid: who.id });
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
}

/** A service principal that replicas show after `lagMs`. */
export function addPrincipal(world: World, lagMs: number): Principal {
  const visibleAt = world.now() + lagMs;
  const principal: Principal = {
    id: crypto.randomUUID(),
    appId: crypto.randomUUID(),
    displayName: 'sender',
    accountEnabled: true,
    tags: [],
    owners: [],
    createdAt: world.now(),
    visibleAt,
    tokenVisibleAt: visibleAt,
    deletedAt: null,
  };
  world.principals.push(principal);
  return principal;
}

export const acsScope = (world: World, acs = 'acs-prod'): string =>
  `subscriptions/${world.subscriptionId}/resourceGroups/${GROUP}/providers/Microsoft.Communication/communicationServices/${acs}`;
export const definitionId = (world: World, name: string): string =>
  `/subscriptions/${world.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
