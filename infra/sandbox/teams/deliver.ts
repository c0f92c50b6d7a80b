// Sandbox → bot: signed, through the same faults and log as everything else on a wire.
import type { Context } from '../context.ts';
import { postToBot, type Answer, type Delivered } from '../post-to-bot.ts';
import type { Activity } from './activity.ts';
import { deliveryToken, serviceUrlOf, type TokenKind } from './delivery-token.ts';

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
      ? await postToBot(url, headers, JSON.stringify(activity), PATIENCE_MS)
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
