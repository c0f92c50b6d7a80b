// The chat part of the control API: be a person, misbehave as a network, look at what was said.
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Route, WireReply, WireRequest } from '../wire.ts';
import { press, say, submit, type Acted, type Refused } from './act.ts';
import { deliver } from './deliver.ts';
import { deliveryToken, serviceUrlOf, TOKEN_KINDS } from './delivery-token.ts';
import { streamEvents } from './events.ts';
import { setInstalled } from './install.ts';
import { findConversation, findPerson } from './roster.ts';
import { teamsOf } from './state.ts';
import { conversationsOf } from './view.ts';

const messageBody = z.strictObject({
  from: z.string(),
  conversation: z.string().default('personal'),
  text: z.string(),
  /** Attached, as base64. `link`: as phones send it, a link to a page instead of the file. */
  file: z.strictObject({ name: z.string().min(1), base64: z.base64(), link: z.boolean().default(false) }).optional(),
});

const actionBody = z.strictObject({
  from: z.string(),
  message: z.string().optional(),
  dialog: z.string().optional(),
  action: z.union([z.string(), z.number().int().nonnegative()]),
  inputs: z.record(z.string(), z.unknown()).default({}),
  force: z.boolean().default(false),
});

const installBody = z.strictObject({
  conversation: z.string(),
  state: z.enum(['installed', 'removed', 'blocked']).default('installed'),
});

const rawBody = z.strictObject({
  activity: z.record(z.string(), z.unknown()),
  token: z.enum(TOKEN_KINDS).default('valid'),
  serviceUrl: z.string().optional(),
  /** Another bot than ours, on this machine. */
  url: z.url({ hostname: /^(localhost|127\.0\.0\.1)$/ }).optional(),
});

const limitsBody = z.strictObject({ rate: z.boolean() });

export const controlRoutes: Route[] = [
  { method: 'POST', path: '/_sandbox/chat/teams/message', handle: postMessage },
  { method: 'POST', path: '/_sandbox/chat/teams/action', handle: postAction },
  { method: 'POST', path: '/_sandbox/chat/teams/install', handle: postInstall },
  { method: 'POST', path: '/_sandbox/chat/teams/raw', handle: postRaw },
  { method: 'GET', path: '/_sandbox/chat/teams/token', handle: getToken },
  { method: 'PUT', path: '/_sandbox/chat/teams/limits', handle: putLimits },
  {
    method: 'GET',
    path: '/_sandbox/chat/teams/conversations',
    handle: ({ context }) => ({ status: 200, body: conversationsOf(context) }),
  },
  {
    method: 'GET',
    path: '/_sandbox/chat/events',
    stream: ({ context }, response, world) => streamEvents(context, response, world),
    handle: () => ({ status: 406, body: { error: 'server-sent events only' } }),
  },
];

const refuse = (error: string): WireReply => ({ status: 400, body: { error } });

function parse<T>(schema: z.ZodType<T>, body: unknown): { data: T } | { wrong: WireReply } {
  const parsed = schema.safeParse(body);
  return parsed.success ? { data: parsed.data } : { wrong: refuse(z.prettifyError(parsed.error)) };
}

const acted = (result: Acted | Refused): WireReply => ({ status: 'error' in result ? 400 : 200, body: result });

async function postMessage({ context, body }: WireRequest): Promise<WireReply> {
  const parsed = parse(messageBody, body);
  if ('wrong' in parsed) return parsed.wrong;
  const { from, conversation, text, file } = parsed.data;
  if (text === '' && file === undefined) return refuse('say something or attach a file');
  const person = findPerson(context, from);
  if (person === undefined) return refuse(noPerson(context, from));
  return acted(await say(context, person, conversation, text, file));
}

async function postAction({ context, body }: WireRequest): Promise<WireReply> {
  const parsed = parse(actionBody, body);
  if ('wrong' in parsed) return parsed.wrong;
  const { from, message, dialog, ...wish } = parsed.data;
  const person = findPerson(context, from);
  if (person === undefined) return refuse(noPerson(context, from));
  if (dialog !== undefined) return acted(await submit(context, person, dialog, wish));
  if (message === undefined) return refuse('say which message or dialog');
  return acted(await press(context, person, message, wish));
}

async function postInstall({ context, body }: WireRequest): Promise<WireReply> {
  const parsed = parse(installBody, body);
  if ('wrong' in parsed) return parsed.wrong;
  const { conversation: id, state } = parsed.data;
  const conversation = findConversation(context, findPerson(context, id) === undefined ? id : `personal:${id}`);
  if (conversation === undefined) return refuse(`no conversation "${id}"`);
  return { status: 200, body: await setInstalled(context, conversation, state) };
}

/** Any activity with any token: what a stranger, a broken proxy or a replay would send. */
async function postRaw({ context, body }: WireRequest): Promise<WireReply> {
  const parsed = parse(rawBody, body);
  if ('wrong' in parsed) return parsed.wrong;
  const { activity, token, serviceUrl, url } = parsed.data;
  const sent = serviceUrl === undefined ? activity : { ...activity, serviceUrl };
  return { status: 200, body: await deliver(context, sent, { token, ...(url === undefined ? {} : { url }) }) };
}

/** A valid delivery token, for measuring a bot without the sandbox in between. */
async function getToken({ context }: WireRequest): Promise<WireReply> {
  return { status: 200, body: { token: await deliveryToken(context, 'valid'), serviceUrl: serviceUrlOf(context) } };
}

function putLimits({ context, body }: WireRequest): WireReply {
  const parsed = parse(limitsBody, body);
  if ('wrong' in parsed) return parsed.wrong;
  teamsOf(context).rateLimits = parsed.data.rate;
  return { status: 200, body: parsed.data };
}

function noPerson(context: Context, id: string): string {
  return `no person "${id}"; there are: ${context.world.people.map((each) => each.id).join(', ')}`;
}
