import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { isStory, stories } from '../support/chaos-stories.ts';

// `npm run chaos -- --story exchange --only 'arm PUT' --from 10 --to 20 --worlds 4`: test/chaos/full-matrix.test.ts with these wishes. Exit code 0 only
// when nothing failed.

const usage = `npm run chaos -- [--story ${Object.keys(stories).join('|')}] [--only PATTERN] [--from N] [--to N] [--worlds N]
  --only    events whose name matches this regular expression: "connector PUT", New-ManagementScope, or "#1$" for the first of each kind
  --from    first event of the recorded run, counted from 1; --to the last
  --worlds  sandboxes with a bot each, beside each other (4: a job waits more than it works)`;

const whole = (name: string, text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) fail(`--${name} wants a whole number from 1 on`);
  return number;
};

function fail(why: string): never {
  console.error(`${why}\n\n${usage}`);
  process.exit(2);
}

function wishes() {
  try {
    const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
    const options = { story: text('acs'), only: text(''), from: text('1'), to: text('100000'), worlds: text('4') };
    return parseArgs({ options }).values;
  } catch (thrown) {
    return fail(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const { story, only, from, to, worlds } = wishes();
if (!isStory(story)) fail(`there is no story "${story}"`);
const chaos = { story, only, from: whole('from', from), to: whole('to', to), worlds: whole('worlds', worlds) };
const config = 'vitest.chaos.config.ts';
const vitest = await startVitest('test', [], {
  config,
  watch: false,
  maxConcurrency: chaos.worlds,
  provide: { chaos },
});
await vitest.close();
