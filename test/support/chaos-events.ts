import type { Json } from './sandbox.ts';

// What crossed a wire in a calm run, as events that can be found again in the next run: ids are new every time, the way is not.

export type WireEvent = {
  neighbour: string;
  method: string;
  /** Path without what differs between runs, for people. */
  path: string;
  /** Regular expression of a fault rule. */
  pattern: string;
  /** Which of the events with this neighbour, method and path. */
  nth: number;
};

const variable: [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '[0-9a-f-]{36}'],
  // Our own names: sender and credential.
  [/sendpass-[a-z0-9]+-\d+/gi, 'sendpass-[a-z0-9]+-[0-9]+'],
  [/sendpass-[a-z0-9]+/gi, 'sendpass-[a-z0-9]+'],
  // Conversations, messages and people of Teams; versions in Key Vault.
  [/\b(19:|a:1|29:1)[0-9a-f]{32}(@thread\.tacv2)?(;messageid=\d+)?/gi, '[^/]+'],
  [/\b[0-9a-f]{32}\b/gi, '[0-9a-f]{32}'],
  [/\b\d{13}\b/g, '[0-9]{13}'],
];

/** `/v3/conversations/a%3A1…/activities` → its template, and a regular expression for it (without the query). */
export function templateOf(url: string): { path: string; pattern: string } {
  const raw = url.replace(/^[a-z]+:\/\/[^/]*/i, '').split('?')[0] ?? '';
  let marked = decodeURIComponent(raw);
  const parts: string[] = [];
  for (const [find, becomes] of variable) marked = marked.replace(find, () => `\ue000${parts.push(becomes) - 1}\ue000`);
  const escaped = marked.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const fill = (text: string, how: (part: string) => string): string =>
    text.replace(/\ue000(\d+)\ue000/g, (_, at: string) => how(parts[Number(at)] ?? ''));
  return { path: fill(marked, () => '*'), pattern: `/^${fill(escaped, (part) => part)}(\\?|$)/` };
}

/** Every event of the run in its order, numbered within its template. */
export function eventsOf(requests: Json[]): WireEvent[] {
  const seen = new Map<string, number>();
  return requests.map((each) => {
    const { neighbour, method, url } = each as { neighbour: string; method: string; url: string };
    const { path, pattern } = templateOf(url);
    const key = `${neighbour} ${method} ${path}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { neighbour, method, path, pattern, nth };
  });
}

export const nameOf = (event: WireEvent): string => `${event.neighbour} ${event.method} ${event.path} #${event.nth}`;

/**
 * The first of each kind: what a short run tries. Every write is a kind for each neighbour and verb; reads and tokens have no effect that a
 * kill could double, so one stands for all.
 */
export function oneOfEach(events: WireEvent[]): WireEvent[] {
  const kinds = new Map<string, WireEvent>();
  for (const event of events) {
    const kind = kindOf(event);
    if (!kinds.has(kind)) kinds.set(kind, event);
  }
  return [...kinds.values()];
}

function kindOf({ neighbour, method, path }: WireEvent): string {
  if (method === 'GET' || ['CONNECT', 'QUIT', 'MAIL'].includes(method))
    return 'a read, or what only leads to an effect';
  if (path.endsWith('/token')) return 'a token';
  return `${neighbour} ${method}`;
}
