// $select, $filter, $search, $top, $count and paging of Graph collections.
import type { WireReply, WireRequest } from '../wire.ts';
import type { World } from '../world.ts';
import { badRequest, GraphError } from './door.ts';
import { needsConsistency, parseFilter } from './filter.ts';
import { unknownProperty } from './properties.ts';

type Item = Record<string, unknown>;

const KNOWN = ['$select', '$filter', '$search', '$top', '$count', '$orderby', '$skiptoken', '$expand'];

/** The properties asked for; `standard` when none are named (some types leave most of theirs out). `id` comes along always. */
function select(query: URLSearchParams, item: Item, standard?: string[]): Item {
  const asked = query.get('$select');
  const names = asked === null ? standard : ['id', ...asked.split(',').map((each) => each.trim())];
  if (names === undefined) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name) || name.startsWith('@')));
}

/** Every name a query may hold, and every property of `set` it selects; Graph refuses the others rather than ignoring them. */
function checkQuery(query: URLSearchParams, set: string): void {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !KNOWN.includes(name))
      throw badRequest(`Unrecognized query argument specified: '${name}'.`);
  }
  for (const name of (query.get('$select') ?? '').split(',')) {
    const problem = name.trim() === '' ? undefined : unknownProperty(set, name.trim());
    if (problem !== undefined)
      throw new GraphError(400, 'BadRequest', `Parsing OData Select and Expand failed: ${problem}`);
  }
}

export function single(request: WireRequest, world: World, set: string, item: Item, standard?: string[]): WireReply {
  const query = request.url.searchParams;
  checkQuery(query, set);
  const context = `${world.endpoints.graph}/v1.0/$metadata#${set}/$entity`;
  return { status: 200, body: { '@odata.context': context, ...select(query, item, standard) } };
}

const isEventual = ({ headers }: WireRequest): boolean => headers['consistencylevel']?.toLowerCase() === 'eventual';

/** What a query keeps of `items`, in its order. */
function found(request: WireRequest, set: string, items: Item[]): Item[] {
  const query = request.url.searchParams;
  checkQuery(query, set);
  const eventual = isEventual(request);
  // An advanced filter needs the header and $count (graph-docs concepts/aad-advanced-queries.md).
  const advanced = eventual && (query.get('$count') === 'true' || request.url.pathname.endsWith('/$count'));
  const kept = search(filter(items, set, query.get('$filter'), advanced), query.get('$search'), eventual);
  return sort(kept, set, { by: query.get('$orderby'), filtered: query.has('$filter'), advanced });
}

/** `GET …/$count`: the bare number, and only as an advanced query. */
export function count(request: WireRequest, set: string, items: Item[]): WireReply {
  if (!isEventual(request)) throw badRequest('$count is not currently supported.');
  const body = String(found(request, set, items).length);
  return { status: 200, headers: { 'content-type': 'text/plain' }, body };
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
  const all = found(request, set, items);
  const top = Number(query.get('$top') ?? '100');
  if (!Number.isInteger(top) || top < 1 || top > 999) {
    throw badRequest(`Invalid page size specified: '${query.get('$top') ?? ''}'. Must be between 1 and 999 inclusive.`);
  }
  const from = Number(query.get('$skiptoken') ?? '0');
  if (!Number.isInteger(from) || from < 0)
    throw new GraphError(400, 'Directory_ExpiredPageToken', 'The specified page token value is not valid any more.');
  const body: Item = { '@odata.context': `${world.endpoints.graph}/v1.0/$metadata#${set}` };
  // Without the header $count is ignored without a word (aad-advanced-queries.md, "might fail silently").
  if (query.get('$count') === 'true' && isEventual(request)) body['@odata.count'] = all.length;
  if (all.length > from + top) {
    const link = new URL(request.url);
    link.searchParams.set('$skiptoken', String(from + top));
    body['@odata.nextLink'] = link.href;
  }
  body['value'] = all.slice(from, from + top).map((each) => select(query, each, standard));
  return { status: 200, body };
}

function filter(items: Item[], set: string, text: string | null, advanced: boolean): Item[] {
  return text === null ? items : items.filter(parseFilter(text, set, advanced));
}

/** `displayName`, `displayName desc`; together with a filter only as an advanced query. */
function sort(
  items: Item[],
  set: string,
  { by, filtered, advanced }: { by: string | null; filtered: boolean; advanced: boolean },
): Item[] {
  if (by === null) return items;
  const [, name = '', direction = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(by) ?? [];
  const problem = name === '' ? `Syntax error in '${by}'.` : unknownProperty(set, name);
  if (problem !== undefined) throw new GraphError(400, 'BadRequest', `Invalid orderby clause: ${problem}`);
  if (filtered && !advanced)
    throw new GraphError(400, 'Request_UnsupportedQuery', 'Sorting not supported for current query.');
  const text = (item: Item): string => JSON.stringify(item[name] ?? '').toLowerCase();
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return items.toSorted((one, other) => sign * text(one).localeCompare(text(other)));
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
