import { AsyncLocalStorage } from 'node:async_hooks';
import type { PgBoss } from 'pg-boss';
import type { Repos } from '../../src/chat/repos.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { SendpassError } from '../../src/shared/errors.ts';
import type { Logger } from '../../src/shared/port-logger.ts';
import type { Transact } from '../../src/shared/port-transaction.ts';
import { approversIn } from './approvers.ts';
import { accountLinksIn } from './account-links.ts';
import { auditIn } from './audit.ts';
import { cardsIn } from './cards.ts';
import { conversationsIn } from './conversations.ts';
import { deliveriesIn } from './deliveries.ts';
import type { Engine } from './engine.ts';
import { asStoreError, mayRepeat } from './errors.ts';
import { jobsIn } from './jobs.ts';
import type { Wish } from './jobs.ts';
import { mailIntentsIn } from './mail-intents.ts';
import { peopleIn } from './people.ts';
import { radarIn } from './radar.ts';
import { requestsIn } from './requests.ts';
import { revealsIn } from './reveals.ts';
import type { Tx } from './schema.ts';
import { sendersIn } from './senders.ts';
import { settingsIn } from './settings.ts';
import { signInTicketsIn } from './sign-in-tickets.ts';
import { tasksIn } from './tasks.ts';
import { watchResultsIn } from './watch-results.ts';

type Deps = { engine: Engine; boss: PgBoss; clock: Clock; logger: Logger; committed: (wishes: Wish[]) => void };

const attempts = 4;
const slowMs = 5000;

/**
 * Transactions over all repositories. A deadlock or serialisation failure (PostgreSQL only) repeats the whole work, which must therefore change
 * nothing but the database. A transaction opened within another would wait for itself for ever on PGlite; it throws `nested-transaction`
 * instead. `committed` is told which jobs may start, after the commit and outside of the transaction's context. `urgent` ones do not wait for
 * the others: fifty provisionings that begin at once are hundreds of transactions, and a person waits for an answer.
 */
export function createTransact(deps: Deps): { transact: Transact<Repos>; urgent: Transact<Repos> } {
  const inside = new AsyncLocalStorage<{ open: boolean }>();
  const make =
    (isUrgent: boolean): Transact<Repos> =>
    async (work) => {
      if (inside.getStore()?.open) throw nested();
      for (let attempt = 1; ; attempt++) {
        const mark = { open: true };
        try {
          const done = await inside.run(mark, () => deps.engine.inTurn(() => once(deps, work, isUrgent), isUrgent));
          deps.committed(done.wishes);
          return done.result;
        } catch (thrown) {
          if (attempt === attempts || !mayRepeat(thrown)) throw asStoreError(thrown);
        } finally {
          mark.open = false;
        }
      }
    };
  return { transact: make(false), urgent: make(true) };
}

async function once<Result>(
  { engine, boss, clock, logger }: Deps,
  work: (repos: Repos) => Promise<Result>,
  isUrgent: boolean,
): Promise<{ result: Result; wishes: Wish[] }> {
  const started = performance.now();
  const done = await (isUrgent ? engine.urgentDb : engine.db).transaction().execute(async (tx) => {
    const { jobs, writeJobs } = jobsIn(tx, boss, engine.kind);
    const { audit, writeAudit } = auditIn(tx, clock);
    const result = await work({ ...reposIn(tx, clock), jobs, audit });
    const wishes = await writeJobs();
    await writeAudit();
    return { result, wishes };
  });
  const tookMs = Math.round(performance.now() - started);
  // Somebody awaits something else than the database in there; on PGlite everybody else waits meanwhile.
  if (tookMs > slowMs) logger.warn({ tookMs }, 'a transaction was open for long');
  return done;
}

const reposIn = (tx: Tx, clock: Clock): Omit<Repos, 'jobs' | 'audit'> => ({
  people: peopleIn(tx),
  approvers: approversIn(tx),
  links: accountLinksIn(tx),
  tickets: signInTicketsIn(tx),
  senders: sendersIn(tx),
  requests: requestsIn(tx),
  tasks: tasksIn(tx),
  radar: radarIn(tx),
  watchResults: watchResultsIn(tx),
  mailIntents: mailIntentsIn(tx),
  reveals: revealsIn(tx),
  conversations: conversationsIn(tx),
  cards: cardsIn(tx),
  deliveries: deliveriesIn(tx),
  settings: settingsIn(tx, clock),
});

const nested = (): SendpassError =>
  new SendpassError({
    code: 'nested-transaction',
    kind: 'bug',
    advice: 'A transaction was opened within a transaction. Nothing was changed.',
  });
