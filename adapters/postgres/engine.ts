import type { fromPglite } from 'pg-boss';
import type { Db } from './schema.ts';

/** Either database, opened: what differs between the two, and nothing else does. */
export type Engine = {
  kind: 'pglite' | 'postgres';
  db: Db;
  /** The same database as pg-boss speaks to it, outside of our transactions. */
  bossDb: ReturnType<typeof fromPglite>;
  /** Runs transactions one after the other where there is one connection; at once where there are many. */
  inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  close(): Promise<void>;
};

/** First come, first served. Kysely's own lock lets a newcomer overtake, which shows in the slowest answers. */
export function oneAtATime(): Engine['inTurn'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
