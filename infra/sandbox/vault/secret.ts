// Secret objects: look-up and what of them is shown. Names compare without regard to case.
import type { WireReply, WireRequest } from '../wire.ts';
import type { VaultSecret, VaultVersion, World } from '../world.ts';
import { notFound, VaultError } from './door.ts';

const RECOVERABLE_DAYS = 90;
const DAY_MS = 86_400_000;

export function named(world: World, name: string): VaultSecret | undefined {
  return world.vault.find((each) => each.name.toLowerCase() === name.toLowerCase());
}

export function requested({ params }: WireRequest, world: World, deleted = false): VaultSecret {
  const name = params['name'] ?? '';
  const found = named(world, name);
  if (found === undefined || (found.deletedAt !== null) !== deleted) throw notFound(name);
  return found;
}

/** The version in the path, or the newest. */
export function requestedVersion(request: WireRequest, secret: VaultSecret): VaultVersion {
  const { version } = request.params;
  const found =
    version === undefined ? secret.versions.at(-1) : secret.versions.find((each) => each.version === version);
  if (found === undefined) throw notFound(`${secret.name}/${version ?? ''}`);
  return found;
}

/** Without its value. Times on the wire are whole seconds. */
export function itemJson(
  world: World,
  secret: VaultSecret,
  version: VaultVersion,
  withVersion: boolean,
): Record<string, unknown> {
  const { exp, nbf, enabled, tags, contentType } = version;
  const created = Math.floor(version.created / 1000);
  const id = `${world.endpoints.vault}/secrets/${secret.name}${withVersion ? `/${version.version}` : ''}`;
  return {
    id,
    ...(contentType === null ? {} : { contentType }),
    attributes: {
      enabled,
      ...(nbf === null ? {} : { nbf }),
      ...(exp === null ? {} : { exp }),
      created,
      updated: created,
      recoveryLevel: 'Recoverable+Purgeable',
      recoverableDays: RECOVERABLE_DAYS,
    },
    tags,
  };
}

export function deletedJson(world: World, secret: VaultSecret): Record<string, unknown> {
  const version = secret.versions.at(-1);
  if (version === undefined) throw new VaultError(500, 'InternalError', 'A secret without versions.');
  const deletedAt = secret.deletedAt ?? 0;
  return {
    recoveryId: `${world.endpoints.vault}/deletedsecrets/${secret.name}`,
    deletedDate: Math.floor(deletedAt / 1000),
    scheduledPurgeDate: Math.floor((deletedAt + RECOVERABLE_DAYS * DAY_MS) / 1000),
    ...itemJson(world, secret, version, false),
  };
}

/** A page, by default and at most 25 items, with an absolute nextLink or null. */
export function page({ url }: WireRequest, items: Record<string, unknown>[]): WireReply {
  const size = Number(url.searchParams.get('maxresults') ?? '25');
  if (!Number.isInteger(size) || size < 1 || size > 25) {
    throw new VaultError(400, 'BadParameter', `The maxresults parameter must be between 1 and 25.`);
  }
  const from = Number(url.searchParams.get('$skiptoken') ?? '0');
  const link = new URL(url);
  link.searchParams.set('$skiptoken', String(from + size));
  const nextLink = items.length > from + size ? link.href : null;
  return { status: 200, body: { value: items.slice(from, from + size), nextLink } };
}
