// The door of the Web API: who calls, what they may, how often. Slack answers 200 with `{ok:false, error}` to whatever it refuses, except
// for too many calls (docs.slack.dev apis/web-api).
import type { Context } from '../context.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { BOT_SCOPES } from './app.ts';
import { argsOf, bodyProblem, charsetWarning, type Args } from './arguments.ts';
import { isNode, type Node } from './node.ts';
import type { Tier } from './table.ts';
import { throttle } from './throttle.ts';

export type { Args };
export type Call = { context: Context; args: Args; scopes: Set<string>; request: WireRequest };
/** `{ok: true, …}` or a refusal. */
export type Answer = Node & { ok: boolean };

export type Method = {
  name: string;
  tier: Tier;
  /** One of these is needed; none: any token. */
  scopes?: string[];
  /** App-level token instead of the bot's. */
  appToken?: true;
  handle: (call: Call) => Answer;
};

export const refuse = (error: string, more: Node = {}): Answer => ({ ok: false, error, ...more });
/** With Slack's explanations. */
export const invalid = (error: string, messages: string[]): Answer =>
  refuse(error, {
    ...(error === 'invalid_blocks' ? { errors: messages } : {}),
    response_metadata: { messages: messages.map((each) => `[ERROR] ${each}`) },
  });

/** A GET and a POST route; Slack takes both, and arguments from either place. */
export function routesOf(method: Method): Route[] {
  const path = `/api/${method.name}`;
  const handle = (request: WireRequest): WireReply => answer(method, request);
  const label = `slack ${method.name}`;
  return ['GET', 'POST'].map((verb) => ({ method: verb, path, label, handle }));
}

/** Not in this sandbox: said in Slack's way, and on the list of what nobody answers. */
export const unknownMethod = ({ context, params, method, url }: WireRequest): WireReply => {
  context.world.unknownPaths.push(`${method} ${url.href}`);
  return { status: 200, body: { ok: false, error: 'unknown_method', req_method: params['name'] } };
};

function answer(method: Method, request: WireRequest): WireReply {
  const { context } = request;
  const problem = bodyProblem(request);
  if (problem !== undefined) return { status: 200, body: refuse(problem) };
  const args = argsOf(request);
  const token = tokenOf(request, args);
  const granted = BOT_SCOPES.filter((each) => !isRemoved(context, each));
  const headers = {
    'x-oauth-scopes': granted.join(','),
    ...(method.scopes === undefined ? {} : { 'x-accepted-oauth-scopes': method.scopes.join(',') }),
  };
  const say = (body: Answer): WireReply => ({ status: 200, headers, body: warned(body, charsetWarning(request)) });
  // Whose scopes would they be.
  if (token === undefined) return { status: 200, body: refuse('not_authed') };
  const { botToken, appToken } = context.world.slack;
  if (token !== botToken && token !== appToken) return { status: 200, body: refuse('invalid_auth') };
  if ((token === appToken) !== (method.appToken === true)) return say(refuse('not_allowed_token_type'));
  if (method.scopes !== undefined && !method.scopes.some((each) => granted.includes(each))) {
    return say(refuse('missing_scope', { needed: method.scopes.join(','), provided: granted.join(',') }));
  }
  const channel = typeof args['channel'] === 'string' ? args['channel'] : '';
  const waitS = throttle(context, method.name, method.tier, channel);
  if (waitS !== undefined) {
    return { status: 429, headers: { ...headers, 'retry-after': String(waitS) }, body: refuse('ratelimited') };
  }
  return say(method.handle({ context, args, scopes: new Set(granted), request }));
}

/** A warning stands in two places. */
function warned(body: Answer, warning: string | undefined): Answer {
  if (warning === undefined) return body;
  const known = isNode(body['response_metadata']) ? body['response_metadata'] : {};
  return { ...body, warning, response_metadata: { ...known, warnings: [warning] } };
}

function tokenOf({ headers }: WireRequest, args: Args): string | undefined {
  const sent = /^Bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? args['token'];
  return typeof sent === 'string' && sent !== '' ? sent : undefined;
}

function isRemoved({ world }: Context, scope: string): boolean {
  return ['slack:', 'slack:*', `slack:${scope}`].some((each) => world.removedPermissions.has(each));
}

/** An argument that is JSON: parsed where it came as text in a form; `broken` when it is none. */
export function jsonArg(args: Args, name: string): { value: unknown } | { broken: true } {
  const sent = args[name];
  if (typeof sent !== 'string') return { value: sent };
  if (sent === '') return { value: undefined };
  try {
    return { value: JSON.parse(sent) as unknown };
  } catch {
    return { broken: true };
  }
}

export const stringArg = (args: Args, name: string): string => {
  const value = args[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};
/** Forms have words for it. */
export const boolArg = (args: Args, name: string): boolean =>
  ['true', '1', true].includes(args[name] as string | boolean);

/** One page of a list by `limit` and `cursor`, with Slack's `next_cursor`: empty at the end. */
export function page<T>(args: Args, all: T[], most = 1000): { items: T[]; response_metadata: Node } | undefined {
  const limit = Math.min(Number(args['limit'] ?? 100) || 100, most);
  const cursor = stringArg(args, 'cursor');
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('next:', ''));
  if (!Number.isInteger(from)) return undefined;
  const next = from + limit < all.length ? Buffer.from(`next:${from + limit}`).toString('base64') : '';
  return { items: all.slice(from, from + limit), response_metadata: { next_cursor: next } };
}
