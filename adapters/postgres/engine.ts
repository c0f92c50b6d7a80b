import { setImmediate as turn } from 'node:timers/promises';
import type { fromPglite } from 'pg-boss';
import type { Db } from './schema.ts';

/** Either database, opened: what differs between the two, and nothing else does. */
export type Engine = {
  kind: 'pglite' | 'postgres';
  db: Db;
  /** The same database as pg-boss speaks to it, outside of our transactions. */
  bossDb: ReturnType<typeof fromPglite>;
  /** The same for answers somebody waits for: connections of their own where there are many, so that no burst of work is in front of them. */
  urgentDb: Db;
  /** Runs transactions one after the other where there is one connection, urgent ones first; at once where there are many. */
  inTurn: <Result>(work: () => Promise<Result>, urgent?: boolean) => Promise<Result>;
  close(): Promise<void>;
};

/** First come, first served in either class. Kysely's own lock lets a newcomer overtake, which shows in the slowest answers. */
export function oneAtATime(): Engine['inTurn'] {
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let busy = false;
  const next = (): void => {
    // Chosen when its turn comes: what a person waits for may arrive in between.
    const go = urgent.shift() ?? others.shift();
    if (go) go();
    else busy = false;
  };
  return async (work, isUrgent = false) => {
    // What was just decided for a person is sent first: the work it asks for would begin in the same turn of the event loop.
    if (!isUrgent) await turn();
    if (busy) await new Promise<void>((go) => (isUrgent ? urgent : others).push(go));
    busy = true;
    try {
      return await work();
    } finally {
      // PGlite never waits for anything, so a queue of transactions is one chain of microtasks: without this no request would be read, nor a
      // timer run, until all of them are done.
      setImmediate(next);
    }
  };
}
