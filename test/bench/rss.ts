import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lineOf, post } from './activity.ts';
import { median, rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { openBot, openSandbox, startRival } from './stage.ts';

const idleMs = 20_000;

/**
 * Resident memory of our one process over that of the bare echo bot's, side by side: second start (the first one makes the store), idle 20 s.
 * `afterMessage` = the same after both have answered one message and been idle again.
 */
export async function rss({ store, n = 3, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  const line = await lineOf(sandbox, 'help');
  const idle: Pair[] = [];
  const later: Pair[] = [];
  for (let round = 0; round < n; round++) {
    const bot = await openBot(sandbox, store);
    await bot.restart();
    const echo = await startRival(sandbox, 'echo.ts');
    const port = Number(await echo.line(/listening (\d+)/));
    const read = (): Pair => ({ ours: residentMb(bot.pid()), rival: residentMb(echo.pid) });
    await sleep(idleMs);
    idle.push(read());
    await Promise.all([post(bot.port(), line), post(port, line)]);
    await sleep(idleMs);
    later.push(read());
    say(`rss ${round + 1} of ${n}: idle ${told(idle.at(-1))}; after a message ${told(later.at(-1))}`);
    await Promise.all([bot.stop(), echo.stop()]);
  }
  const ours = median(idle.map((each) => each.ours));
  const rival = median(idle.map((each) => each.rival));
  return {
    measure: 'rss',
    ours: rounded(ours, 1),
    rival: rounded(rival, 1),
    ratio: rounded(ours / rival),
    goal: store === 'postgres' ? 1.7 : 3.5,
    store,
    n,
    seed,
    afterMessage: rounded(median(later.map((each) => each.ours / each.rival))),
  };
}

type Pair = { ours: number; rival: number };

const told = (pair: Pair | undefined): string =>
  `ours ${pair?.ours.toFixed(0)} MB, bare echo ${pair?.rival.toFixed(0)} MB`;

function residentMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}
