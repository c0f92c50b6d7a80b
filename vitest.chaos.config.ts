import { defineConfig } from 'vitest/config';

// Every event of a recorded run, before and after: far longer than `npm test`. test/chaos/main.ts says how many worlds beside each other.
export default defineConfig({
  test: {
    include: ['test/chaos/full-matrix.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    pool: 'forks',
    // As in vitest.config.ts.
    execArgv: ['--liftoff-only'],
  },
});
