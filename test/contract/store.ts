import { afterAll, afterEach, describe } from 'vitest';
import type { MakeDatabase } from './store/database.ts';
import { jobsContract } from './store/jobs.ts';
import { repositoriesContract } from './store/repositories.ts';
import { transactionsContract } from './store/transactions.ts';

/** What every store promises; each implementation runs it. `closeAll` closes what is open and drops what was made. */
export function storeContract(make: MakeDatabase, closeAll: () => Promise<void>): void {
  describe('repositories', () => {
    repositoriesContract(make);
    afterAll(closeAll);
  });
  describe('transactions', () => {
    transactionsContract(make);
    afterEach(closeAll);
  });
  describe('jobs', () => {
    jobsContract(make);
    afterEach(closeAll);
  });
}
