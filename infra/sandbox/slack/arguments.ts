// How arguments come to a Web API method: in the address, as a form of either kind, or as JSON (docs.slack.dev apis/web-api, "Basics", and the
// errors and warnings that every method's page lists).
import type { WireRequest } from '../wire.ts';
import { isNode, type Node } from './node.ts';

/** Of a POST with a body. */
const POST_TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
] as const;

export type Args = Record<string, unknown>;

const typeOf = ({ headers }: WireRequest): string => (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';

/** The error of a body that is not taken, or undefined. */
export function bodyProblem(request: WireRequest): string | undefined {
  if (request.method !== 'POST' || request.raw.length === 0) return undefined;
  const type = typeOf(request).toLowerCase();
  if (type === '') return 'missing_post_type';
  if (!POST_TYPES.some((each) => each === type)) return 'invalid_post_type';
  if (type === 'application/json' && !isNode(request.body)) return 'json_not_object';
  return undefined;
}

export function argsOf(request: WireRequest): Args {
  const { body, url } = request;
  const sent = typeOf(request).toLowerCase() === 'multipart/form-data' ? partsOf(request) : body;
  return { ...Object.fromEntries(url.searchParams), ...(isNode(sent) ? sent : {}) };
}

/** The text fields of a multipart form; a file in it is none of the methods' here. */
function partsOf({ headers, raw }: WireRequest): Node {
  const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return {};
  const parts = raw.toString('utf8').split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.flatMap((part) => {
      const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
      const name = /\bname="([^"]*)"/i.exec(head)?.[1];
      return name === undefined ? [] : [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]];
    }),
  );
}

/** JSON should name its charset, a form must not. */
export function charsetWarning(request: WireRequest): string | undefined {
  if (request.method !== 'POST' || request.raw.length === 0) return undefined;
  const named = /;\s*charset=/i.test(request.headers['content-type'] ?? '');
  const isForm = /form/i.test(typeOf(request));
  if (isForm) return named ? 'superfluous_charset' : undefined;
  return named ? undefined : 'missing_charset';
}
