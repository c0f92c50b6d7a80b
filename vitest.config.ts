import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The slowest first, by measure, so that no worker begins a minute's work when the other has ended. What is not named comes after. */
const slowest = [
  'contract/store-pglite',
  'chaos/killed-after',
  'chaos/trouble',
  'chaos/killed-before',
  'scenario/crowd',
  'scenario/main-job',
  'contract/store-postgres',
  'browser/main-job',
  'scenario/decisions',
  'contract/cloud/cloud',
  'unit/cards/text',
  'scenario/demo',
  'unit/doctor/doctor',
  'scenario/deliveries',
  'scenario/tasks',
  'scenario/client-profiles',
  'scenario/removal',
  'browser/console',
  'unit/clients/client-runs',
  'unit/cards/adaptive-card',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = slowest.findIndex((each) => moduleId.endsWith(`/test/${each}.test.ts`));
  return at < 0 ? slowest.length : at;
};

/** A class because vitest makes it with `new`. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

// Two workers: the suite starts real bots and sandboxes, and the machines it must pass on have two cores.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/chaos/full-matrix.test.ts', 'node_modules/**'],
    sequence: { sequencer: SlowestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
  },
});
