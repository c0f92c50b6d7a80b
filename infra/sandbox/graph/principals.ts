import { randomUUID } from 'node:crypto';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { EXCHANGE_APP_ID, isRemoved, offeredRoles } from '../exchange/permissions.ts';
import type { Principal, World } from '../world.ts';
import { READ, WRITE } from './applications.ts';
import { badRequest, callerId, conflict, denied, graphRoutes, notFound, record } from './door.ts';
import { applicationJson, visibleApplication } from './application.ts';
import { collection, count, single } from './query.ts';
import { ownerJson } from './related.ts';

const PATHS = ['/v1.0/servicePrincipals/:id', "/v1.0/servicePrincipals(appId=':appId')"];

/** The tenant that owns Microsoft's own applications. */
const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

export function principalJson(world: World, principal: Principal): Record<string, unknown> {
  const application = world.applications.find((each) => each.appId === principal.appId);
  const { id, appId, displayName, accountEnabled, tags, deletedAt } = principal;
  const isExchange = appId === EXCHANGE_APP_ID;
  return {
    id,
    appId,
    displayName,
    accountEnabled,
    tags,
    appDisplayName: displayName,
    appOwnerOrganizationId: isExchange ? MICROSOFT : world.tenantId,
    deletedDateTime: deletedAt === null ? null : new Date(deletedAt).toISOString(),
    servicePrincipalNames: [appId],
    servicePrincipalType: 'Application',
    signInAudience: application?.signInAudience ?? 'AzureADMyOrg',
    appRoles: isExchange ? offeredRoles(world) : [],
    passwordCredentials: [],
    keyCredentials: [],
  };
}

const isNamed = (each: Principal, params: Record<string, string>): boolean =>
  each.deletedAt === null && (each.id === params['id'] || each.appId === params['appId']);

function requested({ params, arrivedAt }: WireRequest, world: World): Principal {
  if (params['appId'] === EXCHANGE_APP_ID && isRemoved(world, 'token')) throw notFound(EXCHANGE_APP_ID);
  const found = world.principals.find((each) => isNamed(each, params));
  if (found === undefined || found.visibleAt > arrivedAt) throw notFound(params['id'] ?? params['appId'] ?? '');
  return found;
}

/** Owning the application is not owning its principal. */
function owned(request: WireRequest, world: World): Principal {
  const principal = requested(request, world);
  if (!principal.owners.includes(callerId(request))) throw denied();
  return principal;
}

/** While the new application replicates, the answer is a 403 that reads like a missing permission. */
function create(request: WireRequest, world: World): WireReply {
  const { appId, tags, accountEnabled } = record(request.body);
  if (typeof appId !== 'string')
    throw badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.");
  const application = visibleApplication(world, { appId }, request.arrivedAt);
  if (application === undefined || !application.owners.includes(callerId(request))) {
    throw denied(
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    );
  }
  if (world.principals.some((each) => isNamed(each, { appId }))) {
    throw conflict(
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    );
  }
  const now = world.now();
  const principal: Principal = {
    id: randomUUID(),
    appId,
    displayName: application.displayName,
    accountEnabled: accountEnabled !== false,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    owners: [callerId(request)],
    createdAt: now,
    visibleAt: now + world.draw('lag principal', world.lag.principal),
    tokenVisibleAt: now + world.draw('lag token', world.lag.token),
    deletedAt: null,
  };
  world.principals.push(principal);
  return { ...single(request, world, 'servicePrincipals', principalJson(world, principal)), status: 201 };
}

/**
 * By its application's id with `Prefer: create-if-missing` a principal is made where there is none (serviceprincipal-upsert.md). Like the
 * upsert of applications it sees the write master.
 */
function patch(request: WireRequest, world: World): WireReply {
  const { appId } = request.params;
  const known = world.principals.find((each) => isNamed(each, request.params));
  const isUpsert = appId !== undefined && /create-if-missing/i.test(request.headers['prefer'] ?? '');
  if (isUpsert && known === undefined) return create({ ...request, body: { ...record(request.body), appId } }, world);
  if (isUpsert && known !== undefined && !known.owners.includes(callerId(request))) throw denied();
  const principal = isUpsert && known !== undefined ? known : owned(request, world);
  const { accountEnabled, tags, displayName, ...rest } = record(request.body);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw badRequest(`Invalid property '${unknown}'.`);
  if (typeof displayName === 'string') principal.displayName = displayName;
  if (typeof accountEnabled === 'boolean') principal.accountEnabled = accountEnabled;
  if (Array.isArray(tags)) principal.tags = tags.map(String);
  return { status: 204 };
}

function remove(request: WireRequest, world: World): WireReply {
  owned(request, world).deletedAt = world.now();
  return { status: 204 };
}

function shown({ arrivedAt }: WireRequest, world: World): Record<string, unknown>[] {
  const visible = world.principals.filter((each) => each.deletedAt === null && each.visibleAt <= arrivedAt);
  return visible.map((each) => principalJson(world, each));
}

const list = (request: WireRequest, world: World): WireReply =>
  collection(request, world, 'servicePrincipals', shown(request, world));

const owners = (request: WireRequest, world: World): WireReply => {
  const items = requested(request, world).owners.map((each) => ownerJson(world, each));
  return collection(request, world, 'directoryObjects', items);
};

/** Applications and principals that this principal owns: what Application.ReadWrite.OwnedBy lets it write. */
function ownedObjects(request: WireRequest, world: World): WireReply {
  const { id } = requested(request, world);
  const isMine = (each: { owners: string[]; deletedAt: number | null; visibleAt: number }): boolean =>
    each.owners.includes(id) && each.deletedAt === null && each.visibleAt <= request.arrivedAt;
  const items = [
    ...world.applications.filter(isMine).map((each) => ({
      '@odata.type': '#microsoft.graph.application',
      ...applicationJson(each, request.arrivedAt),
    })),
    ...world.principals
      .filter(isMine)
      .map((each) => ({ '@odata.type': '#microsoft.graph.servicePrincipal', ...principalJson(world, each) })),
  ];
  return collection(request, world, 'directoryObjects', items);
}

const get = (request: WireRequest, world: World): WireReply =>
  single(request, world, 'servicePrincipals', principalJson(world, requested(request, world)));

/** Application permissions consented to. */
function appRoleAssignments(request: WireRequest, world: World): WireReply {
  const principal = requested(request, world);
  const shown = world.appRoleAssignments.filter(
    (each) => each.principalId === principal.id && each.visibleAt <= request.arrivedAt,
  );
  const items = shown.map(({ visibleAt: _visible, ...each }) => ({
    ...each,
    deletedDateTime: null,
    principalType: 'ServicePrincipal',
    principalDisplayName: principal.displayName,
    resourceDisplayName: world.principals.find(({ id }) => id === each.resourceId)?.displayName ?? null,
  }));
  return collection(request, world, 'appRoleAssignments', items);
}

/** Delegated permissions: nobody consents to any here. */
const delegated = (request: WireRequest, world: World): WireReply => {
  requested(request, world);
  return collection(request, world, 'oauth2PermissionGrants', []);
};

const COLLECTION = '/v1.0/servicePrincipals';
const LIST = [COLLECTION];

export const principalRoutes: Route[] = [
  ...graphRoutes({ method: 'GET', paths: LIST, permissions: READ, handle: list }),
  ...graphRoutes({ method: 'POST', paths: LIST, permissions: WRITE, handle: create }),
  ...graphRoutes({
    method: 'GET',
    paths: [`${COLLECTION}/$count`],
    permissions: READ,
    handle: (request, world) => count(request, 'servicePrincipals', shown(request, world)),
  }),
  ...graphRoutes({ method: 'GET', paths: PATHS, permissions: READ, handle: get }),
  ...graphRoutes({ method: 'GET', paths: PATHS.map((each) => `${each}/owners`), permissions: READ, handle: owners }),
  ...graphRoutes({
    method: 'GET',
    paths: PATHS.map((each) => `${each}/ownedObjects`),
    permissions: READ,
    handle: ownedObjects,
  }),
  ...graphRoutes({ method: 'PATCH', paths: PATHS, permissions: WRITE, handle: patch }),
  ...graphRoutes({ method: 'DELETE', paths: PATHS, permissions: WRITE, handle: remove }),
  ...graphRoutes({
    method: 'GET',
    paths: PATHS.map((each) => `${each}/appRoleAssignments`),
    permissions: READ,
    handle: appRoleAssignments,
  }),
  // Handing out permissions takes one that Sendpass is never given: it could make itself everything (facts §1.3).
  ...graphRoutes({
    method: 'POST',
    paths: PATHS.map((each) => `${each}/appRoleAssignments`),
    permissions: ['AppRoleAssignment.ReadWrite.All'],
    handle: () => ({ status: 201 }),
  }),
  ...graphRoutes({
    method: 'GET',
    paths: PATHS.map((each) => `${each}/oauth2PermissionGrants`),
    permissions: READ,
    handle: delegated,
  }),
];
