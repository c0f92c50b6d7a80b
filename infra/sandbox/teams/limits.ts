// Teams' limits with Teams' numbers (facts/chat.md §2), kept apart from the product's own tables on purpose: a wrong number there must
// be noticed here.
import type { Context } from '../context.ts';
import type { WireReply } from '../wire.ts';
import { teamsOf } from './state.ts';

export const MAX_MESSAGE_BYTES = 100 * 1024;

type Window = { calls: number; ms: number };

/** Per bot and thread. */
const SEND: Window[] = [
  { calls: 7, ms: 1000 },
  { calls: 8, ms: 2000 },
  { calls: 60, ms: 30_000 },
  { calls: 1800, ms: 3_600_000 },
];
const READ: Window[] = [
  { calls: 14, ms: 1000 },
  { calls: 16, ms: 2000 },
  { calls: 120, ms: 30_000 },
  { calls: 3600, ms: 3_600_000 },
];
/** Per bot and tenant, all threads together. */
const APP: Window[] = [{ calls: 50, ms: 1000 }];

/** Teams counts a message as UTF-16. */
export function isTooBig(body: unknown): boolean {
  return JSON.stringify(body ?? null).length * 2 > MAX_MESSAGE_BYTES;
}

/**
 * Counts one call and answers 429 when a window is full; a refused call is not counted. Whether Teams counts updates and deletions as
 * sends is not documented: they are counted, so that a bot which stays below here stays below there.
 */
export function throttle(context: Context, thread: string, what: 'send' | 'read'): WireReply | undefined {
  const teams = teamsOf(context);
  if (!teams.rateLimits) return undefined;
  const now = context.world.now();
  const buckets: [string, Window[]][] = [
    [`${what} ${thread}`, what === 'send' ? SEND : READ],
    ['app', APP],
  ];
  let waitMs = 0;
  for (const [key, windows] of buckets) {
    const calls = teams.calls.get(key) ?? [];
    for (const { calls: allowed, ms } of windows) {
      const recent = calls.filter((at) => at > now - ms);
      if (recent.length < allowed) continue;
      waitMs = Math.max(waitMs, (recent[recent.length - allowed] ?? now) + ms - now);
    }
  }
  if (waitMs > 0) return tooMany(waitMs);
  for (const [key] of buckets) {
    const kept = (teams.calls.get(key) ?? []).filter((at) => at > now - 3_600_000);
    teams.calls.set(key, [...kept, now]);
  }
  return undefined;
}

function tooMany(waitMs: number): WireReply {
  return {
    status: 429,
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
    body: {
      error: { code: 'TooManyRequests', message: 'Request was throttled: too many calls in this conversation.' },
    },
  };
}
