// Everything the imitated Key Vault answers: secrets and the soft-deleted ones, whose names stay taken.
import { randomUUID } from 'node:crypto';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { VaultVersion, World } from '../world.ts';
import { readSecretBody } from './body.ts';
import { VaultError, vaultRoute } from './door.ts';
import { deletedJson, itemJson, named, page, requested, requestedVersion } from './secret.ts';

/** Every set is a new version, also one with the same value. */
function set(request: WireRequest, world: World): WireReply {
  const name = request.params['name'] ?? '';
  if (!/^[0-9a-z-]{1,127}$/i.test(name)) {
    throw new VaultError(400, 'BadParameter', `The request URI contains an invalid name: ${name}`);
  }
  const { value, tags, contentType, attributes } = readSecretBody(request.body);
  if (value === undefined) throw new VaultError(400, 'BadParameter', 'Property value is required.');
  const secret = named(world, name) ?? { name, versions: [], deletedAt: null };
  if (secret.deletedAt !== null) {
    const text = `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`;
    throw new VaultError(409, 'Conflict', text, 'ObjectIsDeletedButRecoverable');
  }
  const version: VaultVersion = {
    version: randomUUID().replaceAll('-', ''),
    value,
    tags: tags ?? {},
    contentType: contentType ?? null,
    enabled: attributes?.enabled ?? true,
    exp: attributes?.exp ?? null,
    nbf: attributes?.nbf ?? null,
    created: world.now(),
  };
  secret.versions.push(version);
  if (!world.vault.includes(secret)) world.vault.push(secret);
  return { status: 200, body: { value, ...itemJson(world, secret, version, true) } };
}

/** Expiry is metadata: an expired secret is still given out, a disabled one is not. */
function get(request: WireRequest, world: World): WireReply {
  const secret = requested(request, world);
  const version = requestedVersion(request, secret);
  if (!version.enabled) {
    throw new VaultError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled');
  }
  return { status: 200, body: { value: version.value, ...itemJson(world, secret, version, true) } };
}

function update(request: WireRequest, world: World): WireReply {
  const secret = requested(request, world);
  const version = requestedVersion(request, secret);
  const { value, tags, contentType, attributes } = readSecretBody(request.body);
  if (value !== undefined) throw new VaultError(400, 'BadParameter', 'Property value cannot be updated.');
  if (tags !== undefined) version.tags = tags;
  if (contentType !== undefined) version.contentType = contentType;
  if (attributes?.enabled !== undefined) version.enabled = attributes.enabled;
  if (attributes?.exp !== undefined) version.exp = attributes.exp;
  if (attributes?.nbf !== undefined) version.nbf = attributes.nbf;
  return { status: 200, body: itemJson(world, secret, version, true) };
}

function versions(request: WireRequest, world: World): WireReply {
  const secret = requested(request, world);
  return page(
    request,
    secret.versions.map((each) => itemJson(world, secret, each, true)),
  );
}

function list(request: WireRequest, world: World): WireReply {
  const live = world.vault.filter((each) => each.deletedAt === null);
  const newest = live.flatMap((each) =>
    each.versions.slice(-1).map((version) => itemJson(world, each, version, false)),
  );
  return page(request, newest);
}

function remove(request: WireRequest, world: World): WireReply {
  const secret = requested(request, world);
  secret.deletedAt = world.now();
  return { status: 200, body: deletedJson(world, secret) };
}

const getDeleted = (request: WireRequest, world: World): WireReply => ({
  status: 200,
  body: deletedJson(world, requested(request, world, true)),
});

const listDeleted = (request: WireRequest, world: World): WireReply =>
  page(
    request,
    world.vault.filter((each) => each.deletedAt !== null).map((each) => deletedJson(world, each)),
  );

function recover(request: WireRequest, world: World): WireReply {
  const secret = requested(request, world, true);
  secret.deletedAt = null;
  const newest = requestedVersion({ ...request, params: {} }, secret);
  return { status: 200, body: itemJson(world, secret, newest, true) };
}

function purge(request: WireRequest, world: World): WireReply {
  const secret = requested(request, world, true);
  world.vault = world.vault.filter((each) => each !== secret);
  return { status: 204 };
}

export const vaultRoutes: Route[] = [
  vaultRoute('GET', '/secrets', 'list', list),
  vaultRoute('PUT', '/secrets/:name', 'set', set),
  vaultRoute('GET', '/secrets/:name/versions', 'list', versions),
  vaultRoute('GET', '/secrets/:name', 'get', get),
  vaultRoute('GET', '/secrets/:name/:version', 'get', get),
  vaultRoute('PATCH', '/secrets/:name/:version', 'update', update),
  // The SDK sends an empty version for the newest.
  vaultRoute('PATCH', '/secrets/:name', 'update', update),
  vaultRoute('DELETE', '/secrets/:name', 'delete', remove),
  vaultRoute('GET', '/deletedsecrets', 'list', listDeleted),
  vaultRoute('GET', '/deletedsecrets/:name', 'list', getDeleted),
  vaultRoute('POST', '/deletedsecrets/:name/recover', 'recover', recover),
  vaultRoute('DELETE', '/deletedsecrets/:name', 'purge', purge),
];
