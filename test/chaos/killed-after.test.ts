import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, nameOf, oneOfEach } from '../support/chaos-events.ts';
import { killAt, killAtEach, recordRun } from '../support/chaos-run.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';

// One event of each kind until it is installed. `npm run chaos` tries every event, each in a world of its own, those of the retirement too:
// a removal that was interrupted waits two minutes until replicas are certain.

/** What would hurt if it were done twice. */
const effects = [
  'bot POST',
  'connector POST',
  'connector PUT',
  'graph PATCH',
  'graph POST',
  'arm PUT',
  'vault PUT',
  'smtp AUTH',
  'smtp DATA',
];

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(async () => {
  await sandbox.stop();
});

test(
  'killed after one event of each kind, there is one of everything, and after the retirement nothing',
  { timeout: 600_000 },
  async () => {
    const events = oneOfEach(eventsOf((await recordRun(sandbox)).made));
    const written = events.map((each) => `${each.neighbour} ${each.method}`);
    expect(written).toEqual(expect.arrayContaining(effects));
    // In one life first; what that life did not come to any more gets one of its own.
    const missed: string[] = [];
    for (const event of await killAtEach(sandbox, events, 'after'))
      if ((await killAt(sandbox, event, 'after')) === 'missed') missed.push(nameOf(event));
    expect(missed).toEqual([]);
  },
);
