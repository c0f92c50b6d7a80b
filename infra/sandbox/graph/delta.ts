// GET /applications/delta: the first round is everything, later ones what changed since their link was given out. Whether a change of
// passwords alone shows there is not known; it does here only when `PUT /_sandbox/world` says so, so that nobody comes to rely on it.
import { createHash, randomUUID } from 'node:crypto';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import type { DeltaRound, World } from '../world.ts';
import { READ, shown } from './applications.ts';
import { badRequest, GraphError, graphRoutes } from './door.ts';
import { collection } from './query.ts';

type Item = Record<string, unknown>;

/** Rounds kept; an older link has to be started anew, as one that was given out long ago. */
const MAX_ROUNDS = 20;

function fingerprint(world: World, item: Item): string {
  const { passwordCredentials, ...rest } = item;
  const seen = world.deltaShowsPasswords ? { passwordCredentials, ...rest } : rest;
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url');
}

/** What is told in one round is settled when it begins: pages of it are cut from that. */
function begin(request: WireRequest, world: World, token: string | null): DeltaRound {
  const since = token === null ? new Map<string, string>() : world.deltaRounds.get(token)?.known;
  if (since === undefined) throw new GraphError(410, 'syncStateNotFound', 'Resync required: start a new delta query.');
  const items = shown(request, world);
  const known = new Map(items.map((each) => [String(each['id']), fingerprint(world, each)]));
  const changed = items.filter((each) => since.get(String(each['id'])) !== known.get(String(each['id'])));
  const gone = [...since.keys()].filter((id) => !known.has(id));
  return { known, items: [...changed, ...gone.map((id) => ({ id, '@removed': { reason: 'changed' } }))] };
}

function keep(world: World, round: DeltaRound): string {
  const token = randomUUID();
  world.deltaRounds.set(token, round);
  for (const old of [...world.deltaRounds.keys()].slice(0, -MAX_ROUNDS)) world.deltaRounds.delete(old);
  return token;
}

/** The last page carries the link of the next round, the others the next page's. */
function delta(request: WireRequest, world: World): WireReply {
  const query = request.url.searchParams;
  if (query.has('$count') || query.has('$search') || query.has('$orderby'))
    throw badRequest('$count, $search and $orderby are not supported with delta.');
  const [session, from = '0'] = (query.get('$skiptoken') ?? '').split('_');
  const token = session === undefined || session === '' ? undefined : session;
  const round = token === undefined ? begin(request, world, query.get('$deltatoken')) : world.deltaRounds.get(token);
  if (round === undefined) throw new GraphError(410, 'syncStateNotFound', 'Resync required: start a new delta query.');
  const url = new URL(request.url);
  url.searchParams.delete('$deltatoken');
  url.searchParams.set('$skiptoken', from);
  const reply = collection({ ...request, url }, world, 'applications', round.items);
  const { '@odata.nextLink': next, ...body }: Item = { ...Object(reply.body) };
  const own = token ?? keep(world, round);
  const link = new URL(typeof next === 'string' ? next : url);
  const reached = link.searchParams.get('$skiptoken') ?? '';
  link.searchParams.delete('$skiptoken');
  link.searchParams.set(...(typeof next === 'string' ? paged(own, reached) : ended(own)));
  return {
    ...reply,
    body: { ...body, [typeof next === 'string' ? '@odata.nextLink' : '@odata.deltaLink']: link.href },
  };
}

const paged = (token: string, from: string): [string, string] => ['$skiptoken', `${token}_${from}`];
const ended = (token: string): [string, string] => ['$deltatoken', token];

/** Before `/applications/:id`, which would take `delta` for an id. */
export const deltaRoutes: Route[] = graphRoutes({
  method: 'GET',
  paths: ['/v1.0/applications/delta', '/v1.0/applications/microsoft.graph.delta()', '/v1.0/applications/delta()'],
  permissions: READ,
  handle: delta,
});
