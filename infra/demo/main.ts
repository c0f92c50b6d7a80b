// `npm run demo`: sandbox, bot and console on this machine, the whole job once as a transcript, then they stay up. `-- --once` ends.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playMixed } from './mixed-tour.ts';
import { playParts } from './parts.ts';
import type { Part } from './parts.ts';
import { createPrinter } from './print.ts';
import type { Printer } from './print.ts';
import { freePort, parseEnv, start } from './processes.ts';
import type { Started } from './processes.ts';
import { sandboxAt } from './sandbox-client.ts';
import type { Sandbox } from './sandbox-client.ts';
import { slackAt } from './slack-client.ts';
import type { SlackClient } from './slack-client.ts';
import { playSlack } from './slack-tour.ts';
import type { SlackTour } from './slack-tour.ts';
import { mixedStory, relayNames, slackStory, stories } from './stories.ts';
import type { SlackStory } from './stories.ts';
import { playLife } from './life.ts';
import { playMove } from './migrate.ts';
import { playTour } from './tour.ts';

const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    port: { type: 'string', default: '4400' },
    relay: { type: 'string', default: 'acs' },
    story: { type: 'string', default: 'first' },
    'no-tour': { type: 'boolean', default: false },
  },
});

const chosen = relayNames.find((each) => each === options.relay);
if (chosen === undefined) {
  process.stderr.write(`--relay takes ${relayNames.join(' or ')}.\n`);
  process.exit(1);
}
const story = stories[chosen];
if (!['first', 'migrate', 'life'].includes(options.story)) {
  process.stderr.write('--story takes first, migrate or life.\n');
  process.exit(1);
}
if (options.story === 'life' && chosen !== 'acs') {
  process.stderr.write('--story life is played on acs.\n');
  process.exit(1);
}

const running: (() => Promise<void>)[] = [];

async function startSandbox(botPort: number): Promise<string> {
  const args = ['--port', options.port, '--bot-url', `http://127.0.0.1:${botPort}/api/messages`];
  if (options.port === '0') args.push('--random-ports');
  const sandbox = await start('infra/sandbox/main.ts', args, process.env, /Sandbox ready/).catch((thrown: Error) => {
    if (/EADDRINUSE/.test(thrown.message))
      throw new Error(
        `Port ${options.port} (or one of 4401–4410, 4587, 4588) is in use: another demo? Or start this one with -- --port 0`,
      );
    throw thrown;
  });
  running.push(() => sandbox.stop());
  return /http:\S+/.exec(sandbox.line)?.[0] ?? '';
}

async function startBot(sandbox: Sandbox, botPort: number): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sendpass-demo-'));
  running.push(() => rm(dataDir, { recursive: true, force: true }));
  // Only what a program needs of this shell: a variable of some SDK would, rightly, stop the bot.
  const { PATH, HOME, TMPDIR } = process.env;
  const env = {
    PATH,
    HOME,
    TMPDIR,
    ...parseEnv(await sandbox.text('/_sandbox/env')),
    PORT: String(botPort),
    DATA_DIR: dataDir,
  };
  const bot = await start('src/main.ts', [], env, /Sendpass is ready/);
  running.push(() => bot.stop());
  return bot;
}

async function stopAll(): Promise<void> {
  for (const stop of running.splice(0).toReversed()) await stop().catch(() => undefined);
}

// Through `process.exit`, so that the programs are ended too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted());
process.stdout.on('error', () => process.exit(1));
let interrupted = (): void => process.exit(130);

async function main(): Promise<number> {
  const begun = performance.now();
  const since = (): string => ((performance.now() - begun) / 1000).toFixed(1);
  const secrets: string[] = [];
  const mask = (line: string): string =>
    secrets.reduce((all, secret) => all.replaceAll(secret, `${secret.slice(0, 3)}…`), line);
  const print = createPrinter(mask);
  print.title('Sendpass: from "I need to send mail" to proven credentials');
  const botPort = await freePort(options.port === '0' ? 0 : 3978);
  const console = await startSandbox(botPort);
  const sandbox = masking(sandboxAt(console), secrets);
  print.note(`the clouds, imitated on this machine: ready after ${since()} s`);
  await sandbox.put('/_sandbox/tier', { tier: 'raised' });
  const bot = await startBot(sandbox, botPort);
  print.note(`the bot, with its own database: ready after ${since()} s`);
  if (!options['no-tour']) {
    await playParts(await partsOf(sandbox, slackAt(console), mask, print));
    print.title(`✓ All of it took ${since()} s, start included.`);
  }
  if (options.once) return 0;
  print.plain(`\nPlay it by hand: ${console}   (Ctrl+C ends the demo)\n`);
  const died = bot.died.then((code) => {
    print.plain(`\n✗ The bot ended with code ${code}. Its last lines:\n${bot.tail().join('\n')}`);
    return 1;
  });
  return Promise.race([died, new Promise<number>((done) => (interrupted = () => done(0)))]);
}

/** In Teams as it is watched; in Slack, and across both, beside it. On Exchange, and a whole life, in Teams alone. */
async function partsOf(
  sandbox: Sandbox,
  slack: SlackClient,
  mask: (line: string) => string,
  print: Printer,
): Promise<Part[]> {
  const people = (
    JSON.parse(await sandbox.text('/_sandbox/state')) as { people: { id: string; aadObjectId: string }[] }
  ).people;
  const secondOwner = people.find((each) => each.id === 'owner2')?.aadObjectId ?? '';
  const teams: Part = {
    title: 'Part 1: in Teams',
    print,
    async play(turn) {
      const tour = { sandbox, print, story, secondOwner, turn };
      await playTour(tour);
      if (options.story === 'migrate') await playMove(tour);
      if (options.story === 'life') await playLife(tour);
    },
  };
  if (chosen !== 'acs' || options.story === 'life') return [teams];
  const beside = (title: string, play: (tour: SlackTour) => Promise<void>, told: SlackStory): Part => {
    const held = createPrinter(mask, true);
    return { title, print: held, play: (turn) => play({ slack, sandbox, print: held, story: told, turn }) };
  };
  return [
    teams,
    beside('Part 2: in Slack, played meanwhile', playSlack, slackStory),
    beside('Part 3: mixed – the owner in Slack, IT in Teams', playMixed, mixedStory),
  ];
}

/** Learns the secrets there are before anything is printed that might hold one. */
function masking(sandbox: Sandbox, secrets: string[]): Sandbox {
  const learn = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work;
    for (const each of await sandbox.secrets()) if (!secrets.includes(each)) secrets.push(each);
    return done;
  };
  return {
    ...sandbox,
    press: (...args) => learn(sandbox.press(...args)),
    conversations: () => learn(sandbox.conversations()),
    secrets: () => learn(sandbox.secrets()),
  };
}

main().then(
  async (code) => {
    await stopAll();
    process.exit(code);
  },
  async (thrown: unknown) => {
    process.stderr.write(`\n✗ ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    await stopAll();
    process.exit(1);
  },
);
