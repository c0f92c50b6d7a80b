import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The slowest first, by measure, so that no worker begins a minute's work when the others have ended. What is not named comes after. */
const slowest = [
  'chaos/killed',
  'contract/store-pglite',
  'contract/store-postgres',
  'scenario/main-job',
  'chaos/killed-exchange',
  'chaos/trouble',
  'scenario/decisions',
  'scenario/crowd',
  'scenario/demo',
  'browser/main-job',
  'contract/cloud/cloud',
  'browser/console',
  'scenario/removal',
  'scenario/tasks',
  'scenario/diagnose-exchange',
  'scenario/client-profiles',
  'scenario/lost-channel',
  'scenario/diagnose',
  'unit/clients/client-runs',
  'scenario/deliveries',
  'scenario/exchange',
  'scenario/radar',
  'scenario/secret-scan',
  'contract/cloud/exchange',
  'unit/doctor/doctor',
  'unit/cards/text',
  'unit/infra/sandbox-smtp/log-in',
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

/** Rooms whose tests only compute: they start nothing, listen nowhere and change nothing of the process, so one process can run many. */
const computing = [
  'test/*.test.ts',
  'test/unit/{audit,cards,chat,config,credentials-reveal,diagnosis,people,policy}/**/*.test.ts',
  'test/unit/{provisioning,relays,requests,senders,shared,watch}/**/*.test.ts',
];

// The suite starts real bots and sandboxes, and the machines it must pass on have two cores. Three workers: a job waits for replicas, people and
// other processes a third of its time.
export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
    pool: 'forks',
    // The sandbox and other programs are started dozens of times: half of a start is compiling them.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/sendpass/tests') },
    projects: [
      { extends: true, test: { name: 'computing', include: computing, isolate: false } },
      {
        extends: true,
        test: {
          name: 'running',
          include: ['test/**/*.test.ts'],
          exclude: [...computing, 'test/chaos/full-matrix.test.ts', 'node_modules/**'],
        },
      },
    ],
  },
});
