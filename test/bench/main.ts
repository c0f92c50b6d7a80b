// `npm run bench -- NAME`: one line of JSON on stdout. Exit code 0 = measured, whether or not the goal was met; 1 = it could not be measured.
import { loadavg } from 'node:os';
import { ackSlack } from './ack-slack.ts';
import { ackTeams } from './ack-teams.ts';
import { approveToWorking } from './approve-to-working.ts';
import { stopEverything } from './at-end.ts';
import { readCommandLine, say, usage } from './command-line.ts';
import type { Result, Wish } from './command-line.ts';
import { rotationLoss } from './rotation-loss.ts';
import { rss } from './rss.ts';
import { start } from './start.ts';

const measures: Record<string, (wish: Wish) => Promise<Result>> = {
  'approve-to-working': approveToWorking,
  start,
  rss,
  'ack-teams': ackTeams,
  'rotation-loss': rotationLoss,
  'ack-slack': ackSlack,
};

async function main(): Promise<void> {
  const { name, wish } = readCommandLine();
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  if (!measure) throw new TypeError(`unknown measure '${name}'\n\n${usage}`);
  const load = loadavg()[0] ?? 0;
  try {
    const result = await measure(wish);
    if (!(result.rival > 0)) throw new Error('the rival gave no figure, so there is nothing to judge ours by');
    say(
      `${name}: ${result.ratio} against a goal of ${result.goal}: ${isMet(result) ? 'met' : 'NOT met'} (load at start ${load.toFixed(1)})`,
    );
    console.log(JSON.stringify(result));
  } finally {
    await stopEverything();
  }
}

/** Both that measure acknowledgement also promise that nobody waits a second. */
const isMet = ({ ratio, goal, maxMs }: Result): boolean => ratio <= goal && (typeof maxMs !== 'number' || maxMs < 1000);

// Ended from outside: what was started must not stay behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stopEverything().finally(() => process.exit(1)));

main().then(
  () => process.exit(0),
  (thrown: unknown) => {
    say(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    process.exit(1);
  },
);
