import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtEach } from '../support/chaos-chain.ts';
import { oneOfEach, wantedKinds } from '../support/chaos-events.ts';
import { recordRun } from '../support/chaos-run.ts';
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
  'killed before one event of each kind, there is one of everything, and after the retirement nothing',
  { timeout: 600_000 },
  async () => {
    let left = oneOfEach(await recordRun(sandbox));
    expect(left.map((each) => each.name)).toEqual(expect.arrayContaining(wantedKinds));
    // In one life first; what that life did not come to any more gets another.
    for (let tries = 0; tries < 4 && left.length > 0; tries++) left = await killAtEach(sandbox, left, 'before');
    expect(left.map((each) => each.name)).toEqual([]);
  },
);
