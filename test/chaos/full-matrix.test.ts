import { afterAll, describe, expect, test } from 'vitest';
import { eventsOf, nameOf } from '../support/chaos-events.ts';
import { killAt, playUnder, recordRun } from '../support/chaos-run.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';

// `npm run chaos`: every event of a recorded run, before and after. A new step of the product is covered without being named here.

const pool: SandboxProcess[] = await Promise.all([startSandboxProcess(), startSandboxProcess()]);
const all = [...pool];
afterAll(() => Promise.all(all.map((each) => each.stop())));

async function withSandbox<T>(work: (sandbox: SandboxProcess) => Promise<T>): Promise<T> {
  // As many tests run at once as there are sandboxes (vitest.chaos.config.ts).
  const sandbox = pool.pop();
  if (!sandbox) throw new Error('more tests at once than sandboxes');
  try {
    return await work(sandbox);
  } finally {
    pool.push(sandbox);
  }
}

const events = eventsOf(await withSandbox((sandbox) => recordRun(sandbox, { withRetirement: true })));
const matrix = events.flatMap((event) =>
  (['before', 'after'] as const).map((when) => ({ event, when, name: nameOf(event) })),
);
const killed = new Set<string>();
const kindOf = (neighbour: string, method: string, path: string, when: string): string =>
  `${when} ${neighbour} ${method} ${path}`;

describe.concurrent(`${events.length} events`, () => {
  test.each(matrix)('killed $when $name', async ({ event, when }) => {
    for (let tries = 0; tries < 3; tries++) {
      if ((await withSandbox((sandbox) => killAt(sandbox, event, when))) !== 'killed') continue;
      killed.add(kindOf(event.neighbour, event.method, event.path, when));
      return;
    }
    // Polls differ in number from run to run: a later one of a kind may not come. The first of each must have (below).
    expect(event.nth).toBeGreaterThan(1);
  });
});

test('every kind of event was killed at, before and after', () => {
  const wanted = matrix.map(({ event, when }) => kindOf(event.neighbour, event.method, event.path, when));
  expect([...new Set(wanted)].filter((each) => !killed.has(each))).toEqual([]);
});

test('30 s of replication delay', async () => {
  const slow: [number, number] = [30_000, 30_500];
  const lag = { app: slow, principal: slow, password: slow, token: slow, role: slow };
  const { made } = await withSandbox((sandbox) => playUnder(sandbox, 'replicas lag by 30 s', { lag }));
  expect(made.filter((each) => each['neighbour'] === 'smtp' && each['status'] === 235).length).toBeGreaterThan(0);
});
