import type { World } from '../world.ts';
import {
  alreadyThere,
  type Cmdlet,
  given,
  invalid,
  notFound,
  type Parameters,
  type Row,
  same,
  text,
} from './cmdlet.ts';
import type { ExchangePrincipal } from './state.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By object id, application id or display name. */
export function principalNamed(world: World, identity: string): ExchangePrincipal {
  const found = world.exchange.servicePrincipals.find((each) =>
    [each.objectId, each.appId, each.displayName].some((one) => same(one, identity)),
  );
  if (found === undefined) throw notFound(identity);
  return found;
}

const rowOf = ({ appId, objectId, displayName }: ExchangePrincipal): Row => ({
  DisplayName: displayName,
  ObjectId: objectId,
  AppId: appId,
  Identity: objectId,
  Id: objectId,
});

function get(world: World, parameters: Parameters): Row[] {
  const identity = text(parameters, 'Identity');
  const found = identity === undefined ? world.exchange.servicePrincipals : [principalNamed(world, identity)];
  return found.map(rowOf);
}

/** Looks neither id up in Entra: the object id of the app registration is taken as well, and then nothing works (facts §7.4). */
function add(world: World, parameters: Parameters): Row[] {
  const [appId, objectId] = [given(parameters, 'AppId'), given(parameters, 'ObjectId')];
  for (const id of [appId, objectId]) if (!GUID.test(id)) throw invalid(`"${id}" is not a valid GUID.`);
  const { servicePrincipals } = world.exchange;
  if (servicePrincipals.some((each) => same(each.appId, appId) || same(each.objectId, objectId)))
    throw alreadyThere(objectId);
  const visibleAt = world.now() + world.draw('lag exchange principal', world.lag.exchange);
  const made = { appId, objectId, displayName: text(parameters, 'DisplayName') ?? '', visibleAt };
  servicePrincipals.push(made);
  return [rowOf(made)];
}

/** What was allowed to it stays behind. */
function remove(world: World, parameters: Parameters): Row[] {
  const gone = principalNamed(world, given(parameters, 'Identity'));
  const { exchange } = world;
  exchange.servicePrincipals = exchange.servicePrincipals.filter((each) => each !== gone);
  return [];
}

export const principalCmdlets: Record<string, Cmdlet> = {
  'Get-ServicePrincipal': { takes: ['identity', 'organization'], run: get },
  'New-ServicePrincipal': {
    takes: ['appid', 'objectid', 'displayname', 'organization'],
    needs: ['appid', 'objectid'],
    run: add,
  },
  'Remove-ServicePrincipal': { takes: ['identity'], needs: ['identity'], run: remove },
};
