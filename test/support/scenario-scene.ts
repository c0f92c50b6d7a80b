import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Bot, BotOptions } from './bot.ts';
import { forget, startBot } from './bot.ts';
import { startSandboxProcess } from './sandbox.ts';
import type { Faults, SandboxProcess } from './sandbox.ts';
import { chooseChannel } from './scenario-play.ts';
import { loud, secretsLeft } from './scenario-secrets.ts';

/** Replicas that disagree for a moment: for what waits many times (docs/decisions/0004-brief-lag-in-chaos.md). */
export const briefLag: NonNullable<Faults['lag']> = {
  app: [200, 600],
  principal: [200, 600],
  password: [200, 600],
  token: [200, 600],
  role: [200, 600],
};
export const brief: Faults = { latency: [1, 10], lag: briefLag };

export type Scene = { sandbox: SandboxProcess; bot: Bot };
export type SceneOptions = BotOptions & {
  tier?: 'default' | 'raised';
  /** Left out: the sandbox's own lag of 2–5 s. */
  faults?: Faults;
  /** Leave out to let the bot be told where requests go first. */
  channel?: boolean;
};

/**
 * One sandbox for the file, and for each scene a fresh world and a fresh bot that talks as loudly as it can; when the scene is over, its
 * secrets are looked for everywhere.
 */
export function scenes(): (options: SceneOptions, play: (scene: Scene) => Promise<void>) => Promise<void> {
  let sandbox: SandboxProcess | undefined;
  beforeAll(async () => {
    sandbox = await startSandboxProcess();
  });
  afterAll(async () => {
    await sandbox?.stop();
  });
  return async (options, play) => {
    if (!sandbox) throw new Error('the sandbox did not start');
    await prepare(sandbox, options);
    const bot = await startBot(sandbox, { logLevel: 'trace', ...options, env: { ...loud, ...options.env } });
    try {
      if (options.channel !== false) await chooseChannel(sandbox);
      await play({ sandbox, bot });
      expect(await secretsLeft(sandbox, bot)).toEqual([]);
    } catch (thrown) {
      console.error(logOf(bot));
      throw thrown;
    } finally {
      await bot.stop();
      forget(bot);
    }
  };
}

/**
 * One sandbox, one bot and one world for all scenarios of the file: they use different names. The last one should look for `secretsLeft`;
 * the bot's log is printed when one failed.
 */
export function sharedScene(options: SceneOptions = {}): () => Scene {
  let shared: Scene | undefined;
  beforeAll(async () => {
    const sandbox = await startSandboxProcess();
    await prepare(sandbox, options);
    const bot = await startBot(sandbox, { logLevel: 'trace', ...options, env: { ...loud, ...options.env } });
    shared = { sandbox, bot };
    if (options.channel !== false) await chooseChannel(sandbox);
  });
  afterEach(({ task }) => {
    if (shared && task.result?.state === 'fail') console.error(logOf(shared.bot));
  });
  afterAll(async () => {
    if (!shared) return;
    await shared.bot.stop();
    forget(shared.bot);
    await shared.sandbox.stop();
  });
  return () => {
    if (!shared) throw new Error('the scene did not start');
    return shared;
  };
}

export async function prepare(sandbox: SandboxProcess, { tier = 'raised', faults = {} }: SceneOptions): Promise<void> {
  await sandbox.reset();
  await sandbox.putTier(tier);
  await sandbox.putPermissions([]);
  await sandbox.putFaults(faults);
}

/** The bot's own log lines, for the report of a failure. */
export const logOf = (bot: Pick<Bot, 'output'>, lines = 60): string =>
  bot
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'))
    .slice(-lines)
    .join('\n');
