import { defineConfig } from 'vitest/config';

// Two workers: the suite starts real bots and sandboxes, and the machines it must pass on have two cores.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/chaos/full-matrix.test.ts', 'node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
    // The suite starts real processes: on a CI machine that stalls for seconds a test gets a second try, which the report shows.
    retry: process.env['CI'] ? 1 : 0,
  },
});
