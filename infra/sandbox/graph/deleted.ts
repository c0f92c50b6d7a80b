// The recycle bin: soft-deleted applications and principals stay 30 days, can be restored, or removed for good.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Application, Principal, World } from '../world.ts';
import { applicationJson } from './application.ts';
import { READ, WRITE } from './applications.ts';
import { callerId, conflict, denied, graphRoutes, notFound } from './door.ts';
import { principalJson } from './principals.ts';
import { collection, single } from './query.ts';

const BIN = '/v1.0/directory/deletedItems';
const isDeleted = (each: { deletedAt: number | null }): boolean => each.deletedAt !== null;

const applications = (request: WireRequest, world: World): WireReply =>
  collection(
    request,
    world,
    'applications',
    world.applications.filter(isDeleted).map((each) => applicationJson(each, request.arrivedAt)),
  );
const principals = (request: WireRequest, world: World): WireReply =>
  collection(
    request,
    world,
    'servicePrincipals',
    world.principals.filter(isDeleted).map((each) => principalJson(world, each)),
  );

function requested({ params }: WireRequest, world: World): Application | Principal {
  const isIt = (each: { id: string; deletedAt: number | null }): boolean => isDeleted(each) && each.id === params['id'];
  const found = world.applications.find(isIt) ?? world.principals.find(isIt);
  if (found === undefined) throw notFound(params['id'] ?? '');
  return found;
}

function owned(request: WireRequest, world: World): Application | Principal {
  const item = requested(request, world);
  if (!item.owners.includes(callerId(request))) throw denied();
  return item;
}

const json = (request: WireRequest, world: World, item: Application | Principal): Record<string, unknown> =>
  'passwords' in item ? applicationJson(item, request.arrivedAt) : principalJson(world, item);

/** Restoring an application does not restore its principal. */
function restore(request: WireRequest, world: World): WireReply {
  const item = owned(request, world);
  const live =
    'passwords' in item ? [] : world.principals.filter((each) => each.appId === item.appId && !isDeleted(each));
  if (live.length > 0) throw conflict(`The service principal name ${item.appId} is already in use.`);
  item.deletedAt = null;
  return single(request, world, 'directoryObjects', json(request, world, item));
}

function purge(request: WireRequest, world: World): WireReply {
  const item = owned(request, world);
  world.applications = world.applications.filter((each) => each !== item);
  world.principals = world.principals.filter((each) => each !== item);
  return { status: 204 };
}

export const deletedRoutes: Route[] = [
  ...graphRoutes({
    method: 'GET',
    paths: [`${BIN}/microsoft.graph.application`],
    permissions: READ,
    handle: applications,
  }),
  ...graphRoutes({
    method: 'GET',
    paths: [`${BIN}/microsoft.graph.servicePrincipal`],
    permissions: READ,
    handle: principals,
  }),
  ...graphRoutes({
    method: 'GET',
    paths: [`${BIN}/:id`],
    permissions: READ,
    handle: (request, world) =>
      single(request, world, 'directoryObjects', json(request, world, requested(request, world))),
  }),
  ...graphRoutes({ method: 'POST', paths: [`${BIN}/:id/restore`], permissions: WRITE, handle: restore }),
  ...graphRoutes({ method: 'DELETE', paths: [`${BIN}/:id`], permissions: WRITE, handle: purge }),
];
