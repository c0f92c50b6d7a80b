// What hangs on an application: owners and federated credentials.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { APPLICATION_PATHS, READ, requested } from './applications.ts';
import { graphRoutes } from './door.ts';
import { collection } from './query.ts';

/** A principal or a person, as owner lists show it. */
export function ownerJson(world: World, id: string): Record<string, unknown> {
  const principal = world.principals.find((each) => each.id === id);
  if (principal !== undefined) {
    const { appId, displayName } = principal;
    return { '@odata.type': '#microsoft.graph.servicePrincipal', id, appId, displayName };
  }
  const person = world.people.find((each) => each.aadObjectId === id);
  return {
    '@odata.type': '#microsoft.graph.user',
    id,
    displayName: person?.name ?? null,
    userPrincipalName: person?.mail,
  };
}

function owners(request: WireRequest, world: World): WireReply {
  const items = requested(request, world).owners.map((each) => ownerJson(world, each));
  return collection(request, world, 'directoryObjects', items);
}

function federated(request: WireRequest, world: World): WireReply {
  const items = requested(request, world).federatedIdentityCredentials;
  return collection(
    request,
    world,
    'federatedIdentityCredentials',
    items.map((each) => Object(each)),
  );
}

const paths = (what: string): string[] => APPLICATION_PATHS.map((each) => `${each}/${what}`);

export const relatedRoutes: Route[] = [
  ...graphRoutes({ method: 'GET', paths: paths('owners'), permissions: READ, handle: owners }),
  ...graphRoutes({ method: 'GET', paths: paths('federatedIdentityCredentials'), permissions: READ, handle: federated }),
  // Adding an owner needs a permission that Sendpass is never given.
  ...graphRoutes({
    method: 'POST',
    paths: paths('owners/$ref'),
    permissions: ['Application.ReadWrite.All'],
    handle: () => ({ status: 204 }),
  }),
];
