import type { FaultMatch, Json } from './sandbox.ts';

// What crossed a wire in a calm run, as events that can be found again in the next run: ids are new every time, the way is not.

export type WireEvent = {
  neighbour: string;
  method: string;
  /** Path without what differs between runs, for people. */
  path: string;
  /** What tells events on one path apart: a cmdlet, or what is said to the bot. */
  says?: string;
  /** For a fault rule. */
  match: FaultMatch;
  /** Which of the events with this neighbour, method, path and words. */
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

/** What a body says that its path does not, and the words in it by which a rule finds it. */
function wordsOf({ neighbour, requestBody: said }: Json): { says: string; body: string } | undefined {
  const cmdlet: unknown = neighbour === 'exchange' ? said?.['CmdletInput']?.['CmdletName'] : undefined;
  if (typeof cmdlet === 'string') return { says: cmdlet, body: `"CmdletName":"${cmdlet}"` };
  if (neighbour !== 'bot') return undefined;
  const value = said?.['value'];
  const action: unknown = value?.['data']?.['action'] ?? value?.['action']?.['data']?.['action'];
  if (typeof action === 'string') return { says: action, body: `"action":"${action}"` };
  const type = String(said?.['type']);
  return { says: type === 'message' ? 'command' : type, body: `"type":"${type}"` };
}

function unnumbered(request: Json): Omit<WireEvent, 'nth'> {
  const { neighbour, method, url } = request as { neighbour: string; method: string; url: string };
  const { path, pattern } = templateOf(url);
  const { says, body } = wordsOf(request) ?? {};
  const match = { neighbour, method, path: pattern, ...(body === undefined ? {} : { body }) };
  return { neighbour, method, path, match, ...(says === undefined ? {} : { says }) };
}

/** Every event of the run in its order, numbered among those that are alike. */
export function eventsOf(requests: Json[]): WireEvent[] {
  const seen = new Map<string, number>();
  return requests.map((each) => {
    const event = unnumbered(each);
    const key = kindOf(event);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return { ...event, nth };
  });
}

/** Neighbour, method, path and words: what an event is, whenever it comes. */
export const kindOf = ({ neighbour, method, path, says }: Omit<WireEvent, 'nth'>): string =>
  [neighbour, method, path, ...(says === undefined ? [] : [says])].join(' ');

export const nameOf = (event: WireEvent): string => `${kindOf(event)} #${event.nth}`;
