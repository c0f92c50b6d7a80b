import { chooseChannel } from '../support/scenario-play.ts';
import { rounded, say } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { clickOf, postClick, startSink } from './slack-click.ts';
import { openBot, openSandbox, startRival } from './stage.ts';
import { approveAll, inTurn, perSlice, quantile, requestAll, slowClouds, unproven } from './under-load.ts';

const goal = 3.5;
const provisionings = 200;

/**
 * Milliseconds until a signed click is acknowledged, p99 of n each, 50 a second, one to us and one to the rival in turn, from before the first of
 * two hundred approvals on. The click is Approve, pressed by an approver on her own request: who it is, may she, and no – with the line that says so sent
 * to the click's response URL. The rival runs beside and so under the same load. `maxMs` = our slowest.
 */
export async function ackSlack({ store, n = 750, seed }: Wish): Promise<Result> {
  const sandbox = await openSandbox(seed);
  await sandbox.control('PUT', '/_sandbox/chat/slack/settings', { rate: false });
  const bot = await openBot(sandbox, store, { slack: true });
  const bolt = await startRival(sandbox, 'bolt.ts');
  const rivalPort = Number(await bolt.line(/listening (\d+)/));
  const click = await clickOf(sandbox, await startSink());
  await chooseChannel(sandbox);
  const cards = await requestAll(sandbox, provisionings);
  const send = { ours: () => postClick(bot.port(), click), rival: () => postClick(rivalPort, click) };
  for (let warm = 0; warm < 20; warm++) await Promise.all([send.ours(), send.rival()]);
  await sandbox.putFaults({ ...slowClouds, seed });
  const [times] = await Promise.all([inTurn(n, send), approveAll(sandbox, cards)]);
  const running = await unproven(sandbox, provisionings);
  say(`median and worst per 5 s, ours: ${perSlice(times.ours)}; rival: ${perSlice(times.rival)}`);
  say(`${running} of ${provisionings} provisionings were still running when the last click was sent`);
  const ours = quantile(times.ours, 0.99);
  const rival = quantile(times.rival, 0.99);
  return {
    measure: 'ack-slack',
    ours: rounded(ours, 1),
    rival: rounded(rival, 1),
    ratio: rounded(ours / rival),
    goal,
    store,
    n,
    seed,
    maxMs: rounded(Math.max(...times.ours), 1),
    medianMs: [quantile(times.ours, 0.5), quantile(times.rival, 0.5)].map((each) => rounded(each, 1)),
    running,
  };
}
