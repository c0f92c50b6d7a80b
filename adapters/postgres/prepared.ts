import { parse, protocol } from '@electric-sql/pglite';
import type { PGlite, Results } from '@electric-sql/pglite';

type Query = <Row>(text: string, values?: readonly unknown[]) => Promise<Results<Row>>;

/** As much of PGlite as Kysely and pg-boss use. */
export type Prepared = Pick<PGlite, 'close' | 'exec'> & {
  readonly closed: boolean;
  readonly ready: boolean;
  readonly waitReady: Promise<void>;
  query: Query;
  transaction<Result>(work: (tx: { query: Query; rollback(): Promise<void> }) => Promise<Result>): Promise<Result>;
};

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>;
type Statement = { name: string; types: number[]; rows: Messages; left: number };

/** Each keeps its plan in the database's memory, some ten kilobytes. Ours and pg-boss' are about a hundred. */
const keepAtMost = 250;
/**
 * Then it is planned anew: a plan made while a table was small may read all of it, and PGlite has no autovacuum that would end it. Fetching a
 * job by a plan from before a burst took twenty milliseconds instead of two.
 */
const runsPerPlan = 50;
const isOneStatement = /^[^;]*;?\s*$/;
// What it changes could be what a kept statement returns.
const changesTables = /^\s*(create|alter|drop)\b/i;

/**
 * PGlite with every statement parsed and planned once, then run by its name. `pglite.query` calls into the database six times for each
 * statement and plans it anew, which is two thirds of its time, on the thread everybody's answers wait for.
 */
export function prepared(pglite: PGlite): Prepared {
  const statements = new Map<string, Statement>();
  let made = 0;
  const send = (...parts: Uint8Array[]): Promise<Messages> =>
    pglite.execProtocolStream(Buffer.concat([...parts, protocol.serialize.sync()]), { syncToFs: false });

  const prepare = async (text: string): Promise<Statement> => {
    const { parse: toParse, describe } = protocol.serialize;
    const name = `s${++made}`;
    const told = await send(toParse({ name, text }), describe({ type: 'S', name }));
    const rows = told.filter((each) => each.name === 'rowDescription');
    return { name, types: parse.parseDescribeStatementResults(told), rows, left: runsPerPlan };
  };
  const forget = async (text: string, { name }: Statement): Promise<void> => {
    statements.delete(text);
    await send(protocol.serialize.close({ type: 'S', name }));
  };

  const run = async <Row>(text: string, values: readonly unknown[]): Promise<Results<Row>> => {
    const statement = statements.get(text) ?? (await prepare(text));
    // The one used last stands last.
    statements.delete(text);
    statements.set(text, statement);
    const { bind, execute } = protocol.serialize;
    const bound = values.map((value, at) => toText(pglite, value, statement.types[at]));
    const told = await send(bind({ statement: statement.name, values: bound }), execute());
    if (--statement.left === 0) await forget(text, statement);
    const most = changesTables.test(text) ? 0 : keepAtMost;
    for (const [oldest, its] of statements) if (statements.size > most) await forget(oldest, its);
    // With PGlite's own parsers, as its `query` does; one statement gives one result.
    return parse.parseResults([...statement.rows, ...told], pglite.parsers)[0] as Results<Row>;
  };

  const query: Query = (text, values = []) => pglite.runExclusive(() => run(text, values));
  const alone: Query = (text, values) => pglite._runExclusiveTransaction(() => query(text, values));
  return {
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    waitReady: pglite.waitReady,
    close: () => pglite.close(),
    // pg-boss fetches jobs by it, with a statement that takes ten times as long to plan as to run.
    exec: async (text) => (isOneStatement.test(text) ? [await alone(text)] : pglite.exec(text)),
    query: alone,
    transaction: (work) => pglite.transaction((tx) => work({ query, rollback: () => tx.rollback() })),
  };
}

function toText(pglite: PGlite, value: unknown, type: number | undefined): string | null {
  if (value === null || value === undefined) return null;
  const serializer = type === undefined ? undefined : pglite.serializers[type];
  if (serializer) return serializer(value);
  // Of a type PGlite does not know, uuid for one, it takes what the value says of itself.
  return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean).toString();
}
