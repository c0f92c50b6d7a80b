import { parseArgs } from 'node:util';

export type StoreKind = 'pglite' | 'postgres';
export type Wish = { store: StoreKind; n: number | undefined; seed: number };
/** The one line of a measurement. `ratio` is judged against `goal`; what else is in it explains the figure. */
export type Result = {
  measure: string;
  ours: number;
  rival: number;
  ratio: number;
  goal: number;
  store: StoreKind;
  n: number;
  seed: number;
} & Record<string, unknown>;

export const usage = `Usage: npm run bench -- NAME [--store pglite|postgres] [--n N] [--seed N]
  approve-to-working  seconds from the approver's click to the proven log-in, over the floor of what the clouds drew
  start               seconds from exec to the first acknowledged command, fresh folder
  rss                 memory of an idle bot on its second start, over a bare echo bot
  ack-teams           p99 of an acknowledged message while 50 provisionings run, over a bare bot that only checks the token
  rotation-loss       mails that fail while a sender's secret is changed, over all it sent
  ack-slack           p99 of an acknowledged click while 200 provisionings run, over a bare Bolt app that checks the signature`;

export function readCommandLine(): { name: string; wish: Wish } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'pglite' },
      n: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  const { store, n, seed } = values;
  if (store !== 'pglite' && store !== 'postgres') throw new TypeError(`--store is pglite or postgres, not '${store}'`);
  return {
    name: positionals[0] ?? '',
    wish: { store, n: n === undefined ? undefined : whole('n', n), seed: whole('seed', seed) },
  };
}

function whole(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new TypeError(`--${name} must be a whole number above 0, not '${text}'`);
}

/** For people, while it measures: stdout holds the one line of JSON. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
