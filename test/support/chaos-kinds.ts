import { templateOf } from './chaos-events.ts';
import type { Story, Write } from './chaos-story.ts';
import type { FaultMatch, Json } from './sandbox.ts';

/** One kind of event, found wherever it comes. */
export type Kind = { name: string; match: FaultMatch };

const kindOf = ([name, neighbour, method, path, body]: Write): Kind => {
  const match = { neighbour, method, path: `/${path.source}/` };
  return { name, match: body === undefined ? match : { ...match, body: `/${body.source}/` } };
};

// Without an effect that a kill could double, so one stands for all.
const read: Write = ['read', 'graph', 'GET', /./];
const token: Write = ['token', 'entra', 'POST', /\/token(\?|$)/];

/** What the short run of the story kills at. */
export const kindsOf = ({ writes, deliveries, elsewhere }: Story): Kind[] => {
  const said = deliveries.map((each): Write => [each, 'bot', 'POST', /./, saying(each)]);
  return [...writes, ...said, read, token].map(kindOf).filter(({ name }) => !elsewhere.includes(name));
};

const saying = (what: string): RegExp => (what === 'command' ? /"type":"message"/ : new RegExp(`"action":"${what}"`));

const withoutEffect = new Set(['GET', 'CONNECT', 'QUIT', 'MAIL']);

/** Writes of a run that the story does not name: a step that is new is killed at in the short run only when it is. */
export function unnamedWrites({ writes }: Story, requests: Json[]): string[] {
  const isNamed = ({ neighbour, method, path, words }: Record<string, string>): boolean =>
    writes.some(
      ([, ...each]) =>
        each[0] === neighbour && each[1] === method && each[2].test(path ?? '') && (each[3]?.test(words ?? '') ?? true),
    );
  const unnamed = requests.flatMap((each) => {
    const { neighbour, method, url, status } = each as {
      neighbour: string;
      method: string;
      url: string;
      status: number;
    };
    const words = JSON.stringify(each['requestBody'] ?? null);
    const { path } = templateOf(url);
    // A refused one had no effect: Key Vault's challenge is one.
    if (neighbour === 'bot' || status >= 400 || withoutEffect.has(method) || path.endsWith('/token')) return [];
    // Only after a kill, and at no certain time: a secret whose value was lost is taken back when it is found.
    if (path.endsWith('/removePassword')) return [];
    // Likewise a card that a kill posted twice: the spare one goes when somebody clicks on it.
    if (neighbour === 'connector' && method === 'DELETE') return [];
    if (/"CmdletName":"(Get|Test)-/.test(words)) return [];
    return isNamed({ neighbour, method, path: pathOf(url), words }) ? [] : [`${neighbour} ${method} ${path}`];
  });
  return [...new Set(unnamed)];
}

const pathOf = (url: string): string => decodeURIComponent(url.replace(/^[a-z]+:\/\/[^/]*/i, ''));
