import { defineConfig } from 'vitest/config';

// Every event of a recorded run, before and after: far longer than `npm test`, two at a time.
export default defineConfig({
  test: {
    include: ['test/chaos/full-matrix.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxConcurrency: 2,
    maxWorkers: 1,
    pool: 'forks',
  },
});
