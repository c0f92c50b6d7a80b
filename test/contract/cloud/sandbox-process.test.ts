import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandboxProcess } from '../../support/sandbox.ts';
import type { SandboxProcess } from '../../support/sandbox.ts';

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await startSandboxProcess();
});
afterAll(() => sandbox.stop());

test('the sandbox runs as its own process: cloud, environment and people are there, its CA is trusted', async () => {
  const [cloud, env, state] = await Promise.all([sandbox.cloud(), sandbox.env(), sandbox.state()]);
  const metadata = await fetch(`${cloud['authorityHost']}/${env['TENANT_ID']}/v2.0/.well-known/openid-configuration`);
  expect(metadata.status).toBe(200);
  expect(env['KEY_VAULT_URL']).toContain('https://localhost:');
  expect(state['people'].map((each: { id: string }) => each.id)).toEqual(['owner', 'owner2', 'approver']);
  expect((await sandbox.requests()).at(-1)).toMatchObject({ neighbour: 'entra', status: 200 });
});

test('what the control API refuses is thrown with its reason', async () => {
  await expect(sandbox.putFaults({ latency: [5, 0] })).rejects.toThrow(/latency/);
  await expect(sandbox.message({ from: 'nobody', text: 'hello' })).rejects.toThrow(/no person/);
});
