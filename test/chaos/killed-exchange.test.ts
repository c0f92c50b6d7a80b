import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtOneOfEach } from '../support/chaos-chain.ts';
import { stories } from '../support/chaos-stories.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';

// As killed.test.ts, of what only this relay has: what is said to the bot about the script, each cmdlet that writes, its log-in, its mail. Graph,
// Key Vault and chat are killed at there; before and after every call of the job by this relay in test/unit/provisioning/crash-exchange.test.ts;
// at every event of it in `npm run chaos -- --story exchange`.

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(async () => {
  await sandbox.stop();
});

test.each([stories.exchange, stories['exchange-rest']])(
  '$id: killed before and after one event of each kind, there is one of everything, and after the retirement nothing',
  { timeout: 900_000 },
  async (story) => {
    expect(await killAtOneOfEach(sandbox, story)).toEqual([]);
  },
);
