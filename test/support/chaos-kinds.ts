import { eventsOf, kindOf } from './chaos-events.ts';
import type { WireEvent } from './chaos-events.ts';
import type { Story } from './chaos-story.ts';
import type { Json } from './sandbox.ts';

/** One kind of event, and which one of a life it is killed at: an earlier one of the same template is always refused (`turn` above 1). */
export type Kind = { name: string; event: WireEvent; turn: number };

/** All kinds a short run of the story has to kill at. */
export const wantedKinds = ({ writes, deliveries, elsewhere }: Story): string[] =>
  [...writes.map(([kind]) => kind), ...deliveries, 'token', 'read'].filter((each) => !elsewhere.includes(each));

/**
 * One event of each kind of a recorded run: each template of a write, each thing people do; reads and tokens have no effect that a kill
 * could double, so one stands for all. An unknown write is a kind of its own.
 */
export function oneOfEach(story: Story, requests: Json[]): Kind[] {
  const kinds = new Map<string, Kind>();
  const challenged = new Map<string, number>();
  for (const [at, event] of eventsOf(requests).entries()) {
    const name = shortKindOf(story, event);
    if (name === undefined || story.elsewhere.includes(name)) continue;
    // Key Vault's challenge: every process sends its first write without a token.
    if (requests[at]?.['status'] === 401) challenged.set(name, (challenged.get(name) ?? 0) + 1);
    else if (!kinds.has(name)) kinds.set(name, { name, event, turn: 1 + (challenged.get(name) ?? 0) });
  }
  return [...kinds.values()];
}

const harmless = new Set(['CONNECT', 'QUIT', 'MAIL']);

/** Of what is said to the bot, the story names what a short run kills at; the full one kills at all of it. */
function shortKindOf({ writes, deliveries }: Story, event: WireEvent): string | undefined {
  const { neighbour, method, path, says = '' } = event;
  if (neighbour === 'bot') return deliveries.find((each) => each === says);
  if (path.endsWith('/token')) return 'token';
  if (method === 'GET' || harmless.has(method) || /^(Get|Test)-/.test(says)) return 'read';
  const known = writes.find(
    (each) => each[1] === neighbour && each[2] === method && each[3].test(path) && (each[4]?.test(says) ?? true),
  );
  return known?.[0] ?? kindOf(event);
}
