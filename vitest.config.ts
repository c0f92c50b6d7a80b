import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The slowest first, by measure, so that no worker begins a minute's work when the others have ended. What is not named comes after. */
const slowest = [
  'chaos/killed',
  'chaos/killed-exchange',
  'unit/adapters/slack/crowd',
  'contract/store-pglite',
  'scenario/demo',
  'scenario/crowd',
  'scenario/main-job',
  'contract/store-postgres',
  'chaos/trouble',
  'scenario/decisions',
  'browser/main-job',
  'contract/cloud/cloud',
  'scenario/migrate',
  'scenario/slack',
  'scenario/exchange-classic',
  'browser/console',
  'unit/start/bad-input',
  'contract/backup',
  'scenario/removal',
  'scenario/tasks',
  'browser/slack-console',
  'scenario/slack-link',
  'unit/clients/client-runs',
  'scenario/client-profiles',
  'unit/cards/text',
  'scenario/deliveries',
  'scenario/exchange',
  'contract/cards/slack-text',
  'unit/infra/sandbox-exchange/doors-hostile',
  'scenario/lost-channel',
  'scenario/radar',
  'scenario/slack-decisions',
  'contract/cards/every-view',
  'scenario/diagnose-exchange',
  'unit/doctor/doctor',
  'scenario/diagnose',
  'contract/cloud/exchange',
  'scenario/secret-scan',
  'unit/adapters/slack/door',
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

// The suite starts real bots and sandboxes, and the machines it must pass on have two cores. Four workers: a job waits for replicas, people and
// other processes half of its time.
export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 4,
    pool: 'forks',
    // Some open the embedded database for a second or two: compiling its WebAssembly again, better, would cost more than it gains.
    execArgv: ['--liftoff-only'],
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
