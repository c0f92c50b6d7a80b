import { lineOf, post } from './activity.ts';
import { median, rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { openBot, openSandbox, startRival } from './stage.ts';

/**
 * Seconds from exec to the first acknowledged command, on an empty store: tables are made, queues opened. The rival is the echo bot, which has
 * neither. `ratio` is our seconds themselves (median of n).
 */
export async function start({ store, n = 5, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  const line = await lineOf(sandbox, 'help');
  const ours: number[] = [];
  const rivals: number[] = [];
  for (let round = 0; round < n; round++) {
    const begun = performance.now();
    const bot = await openBot(sandbox, store);
    await post(bot.port(), line);
    ours.push((performance.now() - begun) / 1000);
    await bot.stop();
    const echoBegun = performance.now();
    const echo = await startRival(sandbox, 'echo.ts');
    await post(Number(await echo.line(/listening (\d+)/)), line);
    rivals.push((performance.now() - echoBegun) / 1000);
    await echo.stop();
    say(`start ${round + 1} of ${n}: ours ${ours.at(-1)?.toFixed(2)} s, bare echo ${rivals.at(-1)?.toFixed(2)} s`);
  }
  const seconds = rounded(median(ours));
  return {
    measure: 'start',
    ours: seconds,
    rival: rounded(median(rivals)),
    ratio: seconds,
    goal: 4,
    store,
    n,
    seed,
    worst: rounded(Math.max(...ours)),
  };
}
