import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtEach } from './chaos-chain.ts';
import { oneOfEach, wantedKinds } from './chaos-events.ts';
import { recordRun } from './chaos-run.ts';
import type { When } from './chaos-run.ts';
import { startSandboxProcess } from './sandbox.ts';
import type { SandboxProcess } from './sandbox.ts';

/**
 * One event of each kind until it is installed. `npm run chaos` tries every event, each in a world of its own, those of the retirement too:
 * a removal that was interrupted waits two minutes until replicas are certain. A file for each `when`: they run side by side.
 */
export function killedAtEachKind(when: When): void {
  let sandbox: SandboxProcess;
  beforeAll(async () => {
    sandbox = await startSandboxProcess();
  });
  afterAll(async () => {
    await sandbox.stop();
  });

  test(
    `killed ${when} one event of each kind, there is one of everything, and after the retirement nothing`,
    { timeout: 600_000 },
    async () => {
      let left = oneOfEach(await recordRun(sandbox));
      expect(left.map((each) => each.name)).toEqual(expect.arrayContaining(wantedKinds));
      // In one life first; what that life did not come to any more gets another.
      for (let tries = 0; tries < 4 && left.length > 0; tries++) left = await killAtEach(sandbox, left, when);
      expect(left.map((each) => each.name)).toEqual([]);
    },
  );
}
