import { afterAll, describe, expect, inject, test } from 'vitest';
import { eventsOf, kindOf, nameOf } from '../support/chaos-events.ts';
import type { WireEvent } from '../support/chaos-events.ts';
import { killAt, playUnder, recordRun } from '../support/chaos-run.ts';
import type { Tried, When } from '../support/chaos-run.ts';
import { stories } from '../support/chaos-stories.ts';
import type { StoryId } from '../support/chaos-stories.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';

// `npm run chaos`: every event of a recorded run, before and after. A new step of the product is covered without being named here.

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- merged into vitest's own
  interface ProvidedContext {
    chaos: { story: StoryId; only: string; from: number; to: number; worlds: number };
  }
}

const { story: id, only, from, to, worlds } = inject('chaos');
const story = stories[id];
const isWhole = only === '' && from === 1 && to >= 10_000;

// As many tests run at once as there are sandboxes (main.ts).
const all = await Promise.all(Array.from({ length: worlds }, () => startSandboxProcess()));
const pool = [...all];
afterAll(() => Promise.all(all.map((each) => each.stop())));

async function withSandbox<T>(work: (sandbox: SandboxProcess) => Promise<T>): Promise<T> {
  const sandbox = pool.pop();
  if (!sandbox) throw new Error('more tests at once than sandboxes');
  try {
    return await work(sandbox);
  } finally {
    pool.push(sandbox);
  }
}

/** A run that does not come to the event is played anew. */
async function tryAt(event: WireEvent, when: When): Promise<Tried> {
  let tried: Tried = 'missed';
  for (let tries = 0; tries < 3 && tried === 'missed'; tries++)
    tried = await withSandbox((sandbox) => killAt(sandbox, story, event, when));
  return tried;
}

const recorded = eventsOf(await withSandbox((sandbox) => recordRun(sandbox, story)));
const events = recorded.slice(from - 1, to).filter((each) => new RegExp(only).test(nameOf(each)));
const matrix = events.flatMap((event) =>
  (['before', 'after'] as const).map((when) => ({ event, when, name: nameOf(event) })),
);
const killed = new Set<string>();
let done = 0;

describe.concurrent(`${id}: ${events.length} of ${recorded.length} events`, () => {
  test.each(matrix)('killed $when $name', async ({ event, when, name }) => {
    let how = 'FAILED';
    try {
      how = await tryAt(event, when);
      if (how === 'killed') killed.add(`${when} ${kindOf(event)}`);
      // Polls differ in number from run to run: a later one of a kind may not come. The first of each must have (below).
      else expect(event.nth).toBeGreaterThan(1);
    } finally {
      // It lasts for an hour: whoever waits sees how far it is, and a failure when it happens.
      console.info(`${++done} of ${matrix.length}: ${when} ${name}: ${how}`);
    }
  });
});

test('every kind of event was killed at, before and after', () => {
  const wanted = matrix.filter(({ event }) => event.nth === 1).map(({ event, when }) => `${when} ${kindOf(event)}`);
  expect(wanted.filter((each) => !killed.has(each))).toEqual([]);
});

test.runIf(isWhole)('30 s of replication delay', async () => {
  const slow: [number, number] = [30_000, 30_500];
  const lag = { app: slow, principal: slow, password: slow, token: slow, role: slow, exchange: slow };
  const { made } = await withSandbox((sandbox) => playUnder(sandbox, story, 'replicas lag by 30 s', { lag }));
  expect(made.filter((each) => each['method'] === 'AUTH' && each['status'] === 235).length).toBeGreaterThan(0);
});
