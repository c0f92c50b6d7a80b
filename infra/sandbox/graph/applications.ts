// Applications: upsert under a uniqueName, plain create, read, change, soft delete. Application.ReadWrite.OwnedBy reads all and writes
// only what the caller owns; whoever creates an application owns it.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { Application, World } from '../world.ts';
import { applicationJson, findApplication, newApplication, visibleApplication } from './application.ts';
import { badRequest, callerId, conflict, denied, graphRoutes, notFound } from './door.ts';
import { readApplicationBody } from './application-body.ts';
import { collection, count, single } from './query.ts';

export const APPLICATION_PATHS = [
  '/v1.0/applications/:id',
  "/v1.0/applications(appId=':appId')",
  "/v1.0/applications(uniqueName=':uniqueName')",
];
export const READ = ['Application.ReadWrite.OwnedBy', 'Application.Read.All'];
export const WRITE = ['Application.ReadWrite.OwnedBy'];

/** The application a request names, as the replicas show it, or Graph's 404. */
export function requested({ params, arrivedAt }: WireRequest, world: World): Application {
  const found = visibleApplication(world, params, arrivedAt);
  if (found === undefined) throw notFound(params['id'] ?? params['appId'] ?? params['uniqueName'] ?? '');
  return found;
}

/** As `requested`, but 403 when the caller does not own it. */
export function owned(request: WireRequest, world: World): Application {
  const application = requested(request, world);
  if (!application.owners.includes(callerId(request))) throw denied();
  return application;
}

const isCreateIfMissing = ({ headers }: WireRequest): boolean => /create-if-missing/i.test(headers['prefer'] ?? '');

/** Sees the write master: a repeated upsert finds its own application although no replica shows it yet. */
function upsert(request: WireRequest, world: World): WireReply {
  const uniqueName = request.params['uniqueName'] ?? '';
  const existing = findApplication(world, { uniqueName });
  const changes = readApplicationBody(request.body);
  if (existing === undefined) {
    if (!isCreateIfMissing(request)) throw notFound(uniqueName);
    return create(request, world, { ...changes, uniqueName });
  }
  if (!existing.owners.includes(callerId(request))) throw denied();
  Object.assign(existing, changes);
  return { status: 204 };
}

function create(request: WireRequest, world: World, wish: Partial<Application>): WireReply {
  const { displayName, uniqueName } = wish;
  if (displayName === undefined)
    throw badRequest("A value is required for property 'displayName' of resource 'Application'.");
  if (typeof uniqueName === 'string') refuseTakenName(world, uniqueName);
  const application = newApplication(world, {
    ...wish,
    displayName,
    createdByAppId: String(request.claims?.['appid']),
    owners: [callerId(request)],
  });
  world.applications.push(application);
  const reply = single(request, world, 'applications', applicationJson(application, world.now()));
  return { ...reply, status: 201 };
}

/** Also an application in the recycle bin keeps its name. (Not settled for the real service; Sendpass never reuses one.) */
function refuseTakenName(world: World, uniqueName: string): void {
  const name = uniqueName.toLowerCase();
  if (world.applications.some((each) => each.uniqueName?.toLowerCase() === name)) {
    throw conflict(`Another object with the same value for property uniqueName already exists.`);
  }
}

function patch(request: WireRequest, world: World): WireReply {
  Object.assign(owned(request, world), readApplicationBody(request.body));
  return { status: 204 };
}

/** Its principal goes with it. */
function remove(request: WireRequest, world: World): WireReply {
  const application = owned(request, world);
  application.deletedAt = world.now();
  for (const principal of world.principals) {
    if (principal.appId === application.appId) principal.deletedAt ??= application.deletedAt;
  }
  return { status: 204 };
}

/** What a read shows, as JSON. */
export function shown({ arrivedAt }: WireRequest, world: World): Record<string, unknown>[] {
  const visible = world.applications.filter((each) => each.deletedAt === null && each.visibleAt <= arrivedAt);
  return visible.map((each) => applicationJson(each, arrivedAt));
}

const list = (request: WireRequest, world: World): WireReply =>
  collection(request, world, 'applications', shown(request, world));

const get = (request: WireRequest, world: World): WireReply =>
  single(request, world, 'applications', applicationJson(requested(request, world), request.arrivedAt));

const [byId = '', byAppId = '', byUniqueName = ''] = APPLICATION_PATHS;
const CREATE = 'graph create application';

export const applicationRoutes: Route[] = [
  ...graphRoutes({ method: 'GET', paths: ['/v1.0/applications'], permissions: READ, handle: list }),
  ...graphRoutes({
    method: 'GET',
    paths: ['/v1.0/applications/$count'],
    permissions: READ,
    handle: (request, world) => count(request, 'applications', shown(request, world)),
  }),
  ...graphRoutes({
    method: 'POST',
    paths: ['/v1.0/applications'],
    permissions: WRITE,
    label: CREATE,
    handle: (request, world) => create(request, world, readApplicationBody(request.body)),
  }),
  ...graphRoutes({ method: 'PATCH', paths: [byUniqueName], permissions: WRITE, label: CREATE, handle: upsert }),
  ...graphRoutes({ method: 'GET', paths: APPLICATION_PATHS, permissions: READ, handle: get }),
  ...graphRoutes({ method: 'PATCH', paths: [byId, byAppId], permissions: WRITE, handle: patch }),
  ...graphRoutes({ method: 'DELETE', paths: APPLICATION_PATHS, permissions: WRITE, handle: remove }),
];
