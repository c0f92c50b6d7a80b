// Latency and the rules that make a neighbour misbehave: refuse, drop, or kill the bot at exactly one event on a wire. The signal is
// sent from here, so the product needs no hook for it.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Fault, WireEvent } from './context.ts';

const range = z
  .tuple([z.number().nonnegative().max(600_000), z.number().positive().max(600_000)])
  .refine(([min, max]) => min <= max, 'the first number must not be above the second');

const NEIGHBOURS = [
  ...(['entra', 'graph', 'arm', 'vault', 'smtp', 'connector', 'bot-login', 'bot'] as const),
  ...(['exchange', 'exchange-smtp', 'sharepoint', 'slack'] as const),
];

/** `nth` (1) and `times` (1): the rule fires on matches nth … nth+times-1. */
const rule = z
  .strictObject({
    match: z.strictObject({
      neighbour: z.enum(NEIGHBOURS).optional(),
      method: z.string().optional(),
      /** Part of path and query, or `/a regular expression/`. */
      path: z.string().optional().refine(isMatcher, 'not a valid regular expression'),
      /** Part of the body, likewise: cmdlets share one path, and so does all that is said to the bot. */
      body: z.string().optional().refine(isMatcher, 'not a valid regular expression'),
    }),
    nth: z.number().int().positive().default(1),
    times: z.number().int().positive().default(1),
    status: z.number().int().min(400).max(599).optional(),
    /** Seconds. */
    retryAfter: z.number().nonnegative().optional(),
    /** true or 'after': the work is done, then the socket is destroyed. 'before': destroyed before any work. */
    drop: z.union([z.boolean(), z.enum(['before', 'after'])]).optional(),
    /**
     * SIGKILL to `pid`. 'before': the request has arrived, no work is or will be done. 'after': the work is done and the reply is
     * withheld, so the bot has certainly not read it; with `reply: true` the reply has been flushed first.
     */
    kill: z
      .strictObject({
        pid: z.number().int().min(2),
        when: z.enum(['before', 'after']),
        reply: z.boolean().default(false),
      })
      .optional(),
  })
  .refine((each) => each.status !== undefined || each.drop !== undefined || each.kill !== undefined, {
    message: 'a rule needs status, drop or kill',
  });

export const faultsBody = z.strictObject({
  latency: range.optional(),
  lag: z
    .strictObject({ app: range, principal: range, password: range, token: range, role: range, exchange: range })
    .partial()
    .optional(),
  seed: z.number().int().optional(),
  rules: z.array(rule).optional(),
});

export type Rule = z.infer<typeof rule> & { seen: number };
/** `match`: of the rule that did it. */
export type Fired = { at: string; neighbour: string; method: string; url: string; match: Rule['match']; did: string };
export type Faults = { latency: [number, number]; rules: Rule[]; fired: Fired[] };

export const DEFAULT_LATENCY: [number, number] = [5, 40];
export const noFaults = (): Faults => ({ latency: [...DEFAULT_LATENCY], rules: [], fired: [] });

function isMatcher(text: string | undefined): boolean {
  return text === undefined || pattern(text) !== null;
}

/** undefined: a plain substring; null: broken. */
function pattern(text: string): RegExp | undefined | null {
  if (!text.startsWith('/') || !text.endsWith('/') || text.length < 3) return undefined;
  try {
    return new RegExp(text.slice(1, -1), 'i');
  } catch {
    return null;
  }
}

/** Path and query as sent and decoded: clients encode quotes and hyphens differently, and a rule should not care. */
function pathOf(url: string): string[] {
  const raw = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  try {
    return [raw, decodeURIComponent(raw)];
  } catch {
    return [raw];
  }
}

function matches({ match }: Rule, event: WireEvent): boolean {
  if (match.neighbour !== undefined && match.neighbour !== event.neighbour) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== event.method.toUpperCase()) return false;
  if (match.path !== undefined && !pathOf(event.url).some((path) => holds(path, match.path ?? ''))) return false;
  return match.body === undefined || holds(event.body ?? '', match.body);
}

function holds(text: string, wanted: string): boolean {
  const regex = pattern(wanted);
  return regex ? regex.test(text) : text.toLowerCase().includes(wanted.toLowerCase());
}

/** Counts `event` on every rule it matches and returns those whose turn it is. */
function due(faults: Faults, event: WireEvent): Rule[] {
  return faults.rules.filter((each) => {
    if (!matches(each, event)) return false;
    each.seen += 1;
    return each.seen >= each.nth && each.seen < each.nth + each.times;
  });
}

type Draw = (label: string, range: [number, number]) => number;

/** Applies latency and rules to one event. `before` kills happen at once; then the latency is waited; the rest is the caller's to do. */
export async function applyFaults(faults: Faults, draw: Draw, event: WireEvent): Promise<Fault> {
  const rules = due(faults, event);
  const note = ({ match }: Rule, did: string): void => {
    const { neighbour, method, url } = event;
    faults.fired.push({ at: new Date().toISOString(), neighbour, method, url, match, did });
  };
  const kill = (when: 'before' | 'after', reply: boolean): void => {
    for (const each of rules) {
      const wish = each.kill;
      if (wish?.when === when && (when === 'before' || wish.reply === reply))
        signal(wish.pid, when, (did) => note(each, did));
    }
  };
  kill('before', false);
  const label = event.label ?? `${event.neighbour} ${event.method} ${(pathOf(event.url)[0] ?? '').split('?')[0] ?? ''}`;
  const latencyMs = draw(`latency ${label}`, faults.latency);
  await sleep(latencyMs);
  const fault: Fault = {
    latencyMs,
    worked: () => {
      kill('after', false);
      // The signal may arrive a moment later than the reply would.
      if (rules.some((each) => each.kill?.when === 'after' && !each.kill.reply)) fault.drop = 'after';
    },
    replied: () => kill('after', true),
  };
  if (rules.some((each) => each.kill?.when === 'before')) fault.drop = 'before';
  for (const each of rules) {
    if (each.status !== undefined) {
      fault.status = each.status;
      note(each, `status ${each.status}`);
    }
    if (each.retryAfter !== undefined) fault.retryAfter = each.retryAfter;
    if (each.drop !== undefined && each.drop !== false) {
      fault.drop = each.drop === 'before' ? 'before' : 'after';
      note(each, `drop ${fault.drop}`);
    }
  }
  return fault;
}

function signal(pid: number, when: string, note: (did: string) => void): void {
  try {
    process.kill(pid, 'SIGKILL');
    note(`kill ${pid} ${when}`);
  } catch (error) {
    note(`kill ${pid} ${when} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
