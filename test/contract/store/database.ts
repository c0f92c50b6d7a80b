import type { Store } from '../../../adapters/postgres/open-store.ts';

/** A database under test: empty at first, may be opened again after it was closed, and looked into. */
export type TestDatabase = {
  kind: Store['kind'];
  /** `url` or `dataDir` of openStore, for a child process. */
  where: { url: string } | { dataDir: string };
  /** Opens it; every store is closed at the end of the test at the latest. */
  open(): Promise<Store>;
  /** A look at the raw rows. With PGlite only while no store has it open. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
};

/** Makes an empty database; it is dropped after the test. */
export type MakeDatabase = () => Promise<TestDatabase>;
