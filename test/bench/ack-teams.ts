import { chooseChannel } from '../support/scenario-play.ts';
import { lineOf, post } from './activity.ts';
import { rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { openBot, openSandbox, startRival } from './stage.ts';
import { approveAll, inTurn, perSlice, quantile, requestAll, slowClouds, unproven } from './under-load.ts';

const provisionings = 50;

/**
 * Milliseconds until a signed message is acknowledged, p99 of n each, 50 a second, one to us and one to the rival in turn, from before the first
 * of fifty approvals on. The rival runs beside and so under the same load. `maxMs` = our slowest.
 */
export async function ackTeams({ store, n = 750, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  const bot = await openBot(sandbox, store);
  const echo = await startRival(sandbox, 'echo.ts', { args: ['--no-reply'] });
  const rivalPort = Number(await echo.line(/listening (\d+)/));
  await chooseChannel(sandbox);
  const cards = await requestAll(sandbox, provisionings);
  const line = await lineOf(sandbox, 'help');
  const send = { ours: () => post(bot.port(), line), rival: () => post(rivalPort, line) };
  for (let warm = 0; warm < 20; warm++) await Promise.all([send.ours(), send.rival()]);
  await sandbox.putFaults({ ...slowClouds, seed });
  const [times] = await Promise.all([inTurn(n, send), approveAll(sandbox, cards)]);
  const running = await unproven(sandbox, provisionings);
  say(`median and worst per 5 s, ours: ${perSlice(times.ours)}; rival: ${perSlice(times.rival)}`);
  say(`${running} of ${provisionings} provisionings were still running when the last message was sent`);
  const ours = quantile(times.ours, 0.99);
  const rival = quantile(times.rival, 0.99);
  return {
    measure: 'ack-teams',
    ours: rounded(ours, 1),
    rival: rounded(rival, 1),
    ratio: rounded(ours / rival),
    goal: store === 'postgres' ? 3 : 4,
    store,
    n,
    seed,
    maxMs: rounded(Math.max(...times.ours), 1),
    medianMs: [quantile(times.ours, 0.5), quantile(times.rival, 0.5)].map((each) => rounded(each, 1)),
    running,
  };
}
