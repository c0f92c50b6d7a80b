import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtOneOfEach } from '../support/chaos-chain.ts';
import { stories } from '../support/chaos-stories.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';

// One event of each kind until it is installed. `npm run chaos` tries every event, each in a world of its own, those of the retirement too:
// a removal that was interrupted waits two minutes until replicas are certain.

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(async () => {
  await sandbox.stop();
});

test(
  'killed before and after one event of each kind, there is one of everything, and after the retirement nothing',
  { timeout: 900_000 },
  async () => {
    expect(await killAtOneOfEach(sandbox, stories.acs)).toEqual([]);
  },
);
