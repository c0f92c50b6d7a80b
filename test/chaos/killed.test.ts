import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtEach } from '../support/chaos-chain.ts';
import type { Target } from '../support/chaos-chain.ts';
import { oneOfEach, wantedKinds } from '../support/chaos-kinds.ts';
import { recordRun } from '../support/chaos-run.ts';
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

test.each(Object.values(stories))(
  '$id: killed before and after one event of each kind, there is one of everything, and after the retirement nothing',
  { timeout: 900_000 },
  async (story) => {
    const kinds = oneOfEach(story, await recordRun(sandbox, story));
    expect(kinds.map((each) => each.name)).toEqual(expect.arrayContaining(wantedKinds(story)));
    let left: Target[] = kinds.flatMap((kind) => [
      { kind, when: 'before' },
      { kind, when: 'after' },
    ]);
    // In one life first; what that life did not come to any more gets another.
    for (let tries = 0; tries < 4 && left.length > 0; tries++) left = await killAtEach(sandbox, story, left);
    expect(left.map(({ kind, when }) => `${when} ${kind.name}`)).toEqual([]);
  },
);
