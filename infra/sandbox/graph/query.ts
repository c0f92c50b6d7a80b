// $select, $filter, $search, $top, $count and paging of Graph collections.
import type { WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { badRequest } from './door.ts';
import { needsConsistency, parseFilter } from './filter.ts';

type Item = Record<string, unknown>;

const KNOWN = ['$select', '$filter', '$search', '$top', '$count', '$orderby', '$skiptoken', '$expand'];

/** The properties asked for; `standard` when none are named (some types leave most of theirs out). `id` comes along always. */
export function select(request: WireRequest, item: Item, standard?: string[]): Item {
  const asked = request.url.searchParams.get('$select');
  const names = asked === null ? standard : ['id', ...asked.split(',').map((each) => each.trim())];
  if (names === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

export function single(request: WireRequest, world: World, set: string, item: Item, standard?: string[]): WireReply {
  const context = `${world.endpoints.graph}/v1.0/$metadata#${set}/$entity`;
  return { status: 200, body: { '@odata.context': context, ...select(request, item, standard) } };
}

/** A page of `items`, by default 100, at most 999, with `@odata.nextLink` when there are more. */
export function collection(
  request: WireRequest,
  world: World,
  set: string,
  items: Item[],
  standard?: string[],
): WireReply {
  const query = request.url.searchParams;
  for (const name of query.keys()) {
    if (name.startsWith('$') && !KNOWN.includes(name))
      throw badRequest(`Unrecognized query argument specified: '${name}'.`);
  }
  const eventual = request.headers['consistencylevel']?.toLowerCase() === 'eventual';
  const found = search(filter(items, query.get('$filter'), eventual), query.get('$search'), eventual);
  const top = Number(query.get('$top') ?? '100');
  if (!Number.isInteger(top) || top < 1 || top > 999) {
    throw badRequest(`Invalid page size specified: '${query.get('$top') ?? ''}'. Must be between 1 and 999 inclusive.`);
  }
  const from = Number(query.get('$skiptoken') ?? '0');
  const body: Item = { '@odata.context': `${world.endpoints.graph}/v1.0/$metadata#${set}` };
  if (query.get('$count') === 'true') {
    if (!eventual) throw needsConsistency();
    body['@odata.count'] = found.length;
  }
  if (found.length > from + top) {
    const link = new URL(request.url);
    link.searchParams.set('$skiptoken', String(from + top));
    body['@odata.nextLink'] = link.href;
  }
  body['value'] = found.slice(from, from + top).map((each) => select(request, each, standard));
  return { status: 200, body };
}

function filter(items: Item[], text: string | null, eventual: boolean): Item[] {
  return text === null ? items : items.filter(parseFilter(text, eventual));
}

/** `"displayName:ann" OR "mail:ann"`: words that start like the text; always an advanced query. */
function search(items: Item[], text: string | null, eventual: boolean): Item[] {
  if (text === null) return items;
  if (!eventual) throw needsConsistency();
  const terms = text.split(/\s+OR\s+/).map((each) => /^"?(\w+):([^"]*)"?$/.exec(each.trim()));
  if (terms.some((each) => each === null)) throw badRequest(`Syntax error: '${text}' is not a valid $search.`);
  return items.filter((item) =>
    terms.some((term) => {
      const value = item[term?.[1] ?? ''];
      const words = typeof value === 'string' ? value.toLowerCase().split(/[\s@.,_-]+/) : [];
      const wanted = (term?.[2] ?? '').toLowerCase();
      return (
        words.some((word) => word.startsWith(wanted)) ||
        (typeof value === 'string' && value.toLowerCase().startsWith(wanted))
      );
    }),
  );
}
