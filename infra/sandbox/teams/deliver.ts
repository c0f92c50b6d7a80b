// Sandbox → bot: signed, through the same faults and log as everything else on a wire.
import type { Context } from '../context.ts';
import type { Activity } from './activity.ts';
import { deliveryToken, serviceUrlOf, type TokenKind } from './delivery-token.ts';

/** What the bot answered on the wire. `status` 502: no answer at all; 504: none within Teams' patience. `ms`: on the wire only. */
export type Delivered = { status: number; body: unknown; ms: number };

/** `headers`: none without an answer. */
type Answer = Delivered & { headers?: Record<string, string> };

/** Teams gives up on an invoke after 10 to 15 seconds. */
const PATIENCE_MS = 15_000;

type Options = { token?: TokenKind; url?: string };

/** Posts one activity to the bot (or to `url`), with the wished kind of token. Never throws. */
export async function deliver(context: Context, activity: Activity, options: Options = {}): Promise<Delivered> {
  const url = options.url ?? context.world.bot.url;
  const serviceUrl = activity['serviceUrl'];
  const claimed = typeof serviceUrl === 'string' ? serviceUrl : serviceUrlOf(context);
  const token = await deliveryToken(context, options.token ?? 'valid', claimed);
  const name = activity['name'] ?? activity['type'];
  const label = `bot ${String(name)}`;
  const event = { neighbour: 'bot' as const, method: 'POST', url, label, body: JSON.stringify(activity) };
  const fault = await context.applyFaults(event);
  if (fault.drop === 'before') return { status: 502, body: { error: 'dropped by a fault rule' }, ms: 0 };
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const at = new Date(context.world.now()).toISOString();
  const { headers: responseHeaders = {}, ...delivered }: Answer =
    fault.status === undefined
      ? await send(url, headers, activity)
      : { status: fault.status, body: { error: 'answered by a fault rule' }, ms: 0 };
  fault.worked();
  const { status, body } = delivered;
  const exchange = {
    at,
    neighbour: 'bot' as const,
    method: 'POST',
    url,
    requestHeaders: headers,
    requestBody: activity,
  };
  context.record({ ...exchange, status, responseHeaders, responseBody: body }, fault.latencyMs);
  fault.replied();
  return fault.drop === 'after'
    ? { status: 502, body: { error: 'dropped by a fault rule' }, ms: delivered.ms }
    : delivered;
}

async function send(url: string, headers: Record<string, string>, activity: Activity): Promise<Answer> {
  const started = performance.now();
  const ms = (): number => Math.round((performance.now() - started) * 10) / 10;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const reply = await fetch(url, { method: 'POST', headers, body: JSON.stringify(activity), signal });
    const text = await reply.text();
    return { status: reply.status, headers: Object.fromEntries(reply.headers), body: parse(text), ms: ms() };
  } catch (error) {
    const slow = error instanceof Error && error.name === 'TimeoutError';
    const why = slow ? `the bot did not answer within ${PATIENCE_MS / 1000} s` : `the bot at ${url} did not answer`;
    return { status: slow ? 504 : 502, body: { error: why }, ms: ms() };
  }
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
