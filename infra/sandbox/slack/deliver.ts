// Slack → bot: signed HTTP to /slack/events, or an envelope on a socket; through the same faults and log as everything else on a wire.
import type { Context } from '../context.ts';
import { postToBot, type Answer } from '../post-to-bot.ts';
import { isNode, textOf, type Node } from './node.ts';
import { signatureHeaders, type SignatureKind } from './sign.ts';
import { sendEnvelope } from './socket.ts';
import { slackOf } from './state.ts';
import { LIMITS } from './table.ts';

export type Kind = 'command' | 'interactive' | 'event';
export type Retry = { num: number; reason: string };

/** What a stranger, a broken proxy or a replay would do to a delivery. */
export type Disguise = {
  signature?: SignatureKind;
  contentType?: string;
  /** Spaces after the body, signed with it. */
  padBytes?: number;
  /** Another bot than ours. */
  url?: string;
};

type Sent = { url: string; headers: Record<string, string>; body: string };
/** The last delivery, byte for byte: what someone who listened could send again. */
const lastSent = new WeakMap<Context, { kind: Kind; payload: Node; sent: Sent }>();

const FORM = 'application/x-www-form-urlencoded';

/** Delivers one payload. Interactions and commands have 3 s to be acknowledged, as events have. Never throws. */
export async function deliver(
  context: Context,
  kind: Kind,
  payload: Node,
  options: Disguise & { retry?: Retry } = {},
): Promise<Answer> {
  if (slackOf(context).settings.mode === 'socket' && options.url === undefined) {
    return crossed(context, kind, payload, { method: 'WS', url: context.world.endpoints.slack, headers: {} }, () =>
      sendEnvelope(context, kind, payload, options.retry),
    );
  }
  const sent = dress(context, kind, payload, options);
  lastSent.set(context, { kind, payload, sent });
  return overHttp(context, kind, payload, sent);
}

/** Sends the last delivery again, with the signature and time it had. */
export async function replayLast(context: Context): Promise<Answer | undefined> {
  const last = lastSent.get(context);
  return last === undefined ? undefined : overHttp(context, last.kind, last.payload, last.sent);
}

const overHttp = (context: Context, kind: Kind, payload: Node, { url, headers, body }: Sent): Promise<Answer> =>
  crossed(context, kind, payload, { method: 'POST', url, headers }, () => postToBot(url, headers, body, LIMITS.ackMs));

function dress(context: Context, kind: Kind, payload: Node, options: Disguise & { retry?: Retry }): Sent {
  const plain = kind === 'event' ? JSON.stringify(payload) : formOf(kind, payload);
  const body = plain + ' '.repeat(options.padBytes ?? 0);
  const { retry } = options;
  const headers: Record<string, string> = {
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'content-type': options.contentType ?? (kind === 'event' ? 'application/json' : FORM),
    ...signatureHeaders(context, options.signature ?? 'valid', body),
    ...(retry === undefined ? {} : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
  };
  return { url: options.url ?? new URL('/slack/events', context.world.bot.url).href, headers, body };
}

function formOf(kind: Kind, payload: Node): string {
  const fields = kind === 'command' ? Object.entries(payload) : Object.entries({ payload: JSON.stringify(payload) });
  return new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)])).toString();
}

async function crossed(
  context: Context,
  kind: Kind,
  payload: Node,
  wire: { method: string; url: string; headers: Record<string, string> },
  send: () => Promise<Answer>,
): Promise<Answer> {
  const what = isNode(payload['event']) ? payload['event']['type'] : payload['type'];
  const { method, url } = wire;
  const fault = await context.applyFaults({
    neighbour: 'bot',
    method,
    url,
    label: `bot slack ${textOf(what) || kind}`,
  });
  if (fault.drop === 'before') return { status: 502, body: { error: 'dropped by a fault rule' }, ms: 0 };
  const at = new Date(context.world.now()).toISOString();
  const answer: Answer =
    fault.status === undefined
      ? await send()
      : { status: fault.status, body: { error: 'answered by a fault rule' }, ms: 0 };
  fault.worked();
  const { status, headers: responseHeaders = {}, body: responseBody } = answer;
  const exchange = { at, neighbour: 'bot' as const, method, url, requestHeaders: wire.headers, requestBody: payload };
  context.record({ ...exchange, status, responseHeaders, responseBody }, fault.latencyMs);
  fault.replied();
  if (fault.drop !== 'after') return answer;
  return { status: 502, body: { error: 'dropped by a fault rule' }, ms: answer.ms };
}
