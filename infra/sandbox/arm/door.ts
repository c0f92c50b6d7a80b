// What every ARM request passes before its resource provider sees it, in ARM's order: token, api-version, subscription, right.
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { checkRight, checkToken } from './access.ts';
import { refuse, withArmHeaders } from './reply.ts';
import { sameName } from './resources.ts';

/** Stable versions this sandbox is true for; the product may use either. */
export const COMMUNICATION_VERSIONS = ['2025-09-01', '2026-03-18'];
export const AUTHORIZATION_VERSIONS = ['2022-04-01'];
export const RESOURCES_VERSIONS = ['2020-01-01', '2021-01-01', '2021-04-01', '2022-09-01', '2022-12-01'];

export type Guarded = {
  method: string;
  path: string;
  versions: string[];
  /** Resource type as in `NoRegisteredProviderFound`, e.g. communicationServices. */
  type: string;
  action: string;
  handle: (request: WireRequest, world: World) => WireReply;
};

/** Makes a route that refuses as ARM does before `handle` runs, and adds ARM's headers to whatever it answers. */
export function armRoute(guarded: Guarded): Route {
  return {
    method: guarded.method,
    path: guarded.path,
    handle: (request, world) => {
      const refusal =
        checkToken(request) ??
        checkVersion(request, guarded) ??
        checkSubscription(request, world) ??
        checkRight(world, request, guarded.action, scopeOf(request)) ??
        checkMediaType(request);
      const reply = refusal ?? guarded.handle(request, world);
      return withArmHeaders(reply, request.headers['x-ms-correlation-request-id']);
    },
  };
}

/** The resource a request is about: its path, without an extension resource such as a role assignment. */
export function scopeOf(request: WireRequest): string {
  const path = decodeURIComponent(request.url.pathname);
  const extension = path.toLowerCase().lastIndexOf('/providers/microsoft.authorization/');
  return extension === -1 ? path : path.slice(0, extension) || '/';
}

function checkVersion(request: WireRequest, guarded: Guarded): WireReply | undefined {
  const version = request.url.searchParams.get('api-version');
  if (version === null || version === '') {
    const text = `The api-version query parameter (?api-version=) is required for all requests.`;
    return refuse(400, 'MissingApiVersionParameter', text);
  }
  if (guarded.versions.includes(version)) return undefined;
  const supported = guarded.versions.join(',');
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version)) {
    const text = `The api-version '${version}' is invalid. The supported versions are '${supported}'.`;
    return refuse(400, 'InvalidApiVersionParameter', text);
  }
  const namespace = guarded.action.split('/')[0] ?? '';
  const text = `No registered resource provider found for location 'global' and API version '${version}' for type '${guarded.type}' in namespace '${namespace}'. The supported api-versions are '${supported}'. The supported locations are 'global'.`;
  return refuse(400, 'NoRegisteredProviderFound', text);
}

/** A body that is not called JSON is not looked at. */
function checkMediaType({ raw, headers }: WireRequest): WireReply | undefined {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  if (raw.length === 0 || /[/+]json$/i.test(type)) return undefined;
  const text = `The content media type '${type === '' ? '<null>' : type}' is not supported. Only 'application/json' is supported.`;
  return refuse(415, 'UnsupportedMediaType', text);
}

function checkSubscription(request: WireRequest, world: World): WireReply | undefined {
  const { subscription, resourceGroup } = request.params;
  if (subscription !== undefined && !sameName(subscription, world.subscriptionId)) {
    return refuse(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
  }
  if (resourceGroup === undefined || knowsGroup(world, resourceGroup)) return undefined;
  return refuse(404, 'ResourceGroupNotFound', `Resource group '${resourceGroup}' could not be found.`);
}

function knowsGroup(world: World, name: string): boolean {
  const groups = [world.resourceGroup, ...[...world.acs, ...world.emailServices].map((each) => each.resourceGroup)];
  return groups.some((each) => sameName(each, name));
}
