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

/** One kind of event, and which one of a life it is killed at: an earlier one of the same template is always refused (`turn` above 1). */
export type Kind = { name: string; event: WireEvent; turn: number; delivery?: Delivery };

/** What people do. All of it is one path on the wire, so the player says which one comes. */
export type Delivery = 'command' | 'form submit' | 'approve' | 'reveal';

/**
 * What would hurt if it were done twice or half: neighbour, verb and a part of the path. The short run must kill at each one; a step that
 * is new belongs here, and `npm run chaos` covers it without being told.
 */
export const writes: [kind: string, neighbour: string, method: string, path: RegExp][] = [
  ['application upsert', 'graph', 'PATCH', /\/applications\(uniqueName=/],
  ['service principal', 'graph', 'POST', /\/servicePrincipals$/],
  ['password', 'graph', 'POST', /\/addPassword$/],
  ['MailFrom', 'arm', 'PUT', /\/senderUsernames\//],
  ['role assignment', 'arm', 'PUT', /\/roleAssignments\//],
  ['SMTP username', 'arm', 'PUT', /\/smtpUsernames\//],
  ['secret', 'vault', 'PUT', /^\/secrets\//],
  ['message posted', 'connector', 'POST', /^\/v3\/conversations\/[^/]+\/activities/],
  ['message updated', 'connector', 'PUT', /^\/v3\/conversations\/[^/]+\/activities\//],
  ['log-in', 'smtp', 'AUTH', /./],
  ['mail', 'smtp', 'DATA', /./],
];

const deliveries: Delivery[] = ['command', 'form submit', 'approve', 'reveal'];

/** All kinds a short run has to kill at, in the order of `writes`, then what people do. */
export const wantedKinds: string[] = [...writes.map(([kind]) => kind), ...deliveries, 'token', 'read'];

/**
 * One event of each kind of a recorded run: each template of a write, each thing people do; reads and tokens have no effect that a kill
 * could double, so one stands for all. An unknown write is a kind of its own.
 */
export function oneOfEach(requests: Json[]): Kind[] {
  const kinds = new Map<string, Kind>();
  const challenged = new Map<string, number>();
  for (const [at, event] of eventsOf(requests).entries()) {
    const request = requests[at] ?? {};
    const delivery = event.neighbour === 'bot' ? deliveryOf(request) : undefined;
    const name = event.neighbour === 'bot' ? delivery : kindOf(event);
    if (name === undefined) continue;
    // Key Vault's challenge: every process sends its first write without a token.
    if (request['status'] === 401) challenged.set(name, (challenged.get(name) ?? 0) + 1);
    else if (!kinds.has(name))
      kinds.set(name, { name, event, turn: 1 + (challenged.get(name) ?? 0), ...(delivery ? { delivery } : {}) });
  }
  return [...kinds.values()];
}

function kindOf({ neighbour, method, path }: WireEvent): string {
  if (path.endsWith('/token')) return 'token';
  if (method === 'GET' || ['CONNECT', 'QUIT', 'MAIL'].includes(method)) return 'read';
  const known = writes.find((each) => each[1] === neighbour && each[2] === method && each[3].test(path));
  return known?.[0] ?? `${neighbour} ${method} ${path}`;
}

/** Installation and membership come from Teams itself when the bot gets a new address; only the full matrix kills there. */
function deliveryOf({ requestBody: said }: Json): Delivery | undefined {
  if (said?.['type'] === 'message') return 'command';
  if (said?.['name'] === 'adaptiveCard/action') return 'approve';
  if (said?.['name'] === 'task/submit') return 'form submit';
  return said?.['value']?.['data']?.['action'] === 'reveal' ? 'reveal' : undefined;
}
