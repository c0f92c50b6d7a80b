import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBot } from '../support/bot.ts';
import type { Bot, BotOptions } from '../support/bot.ts';
import { startSandboxProcess } from '../support/sandbox.ts';
import type { SandboxProcess } from '../support/sandbox.ts';
import { atEnd } from './at-end.ts';
import type { StoreKind } from './command-line.ts';
import { freshDatabase } from './postgres.ts';

/** Tier `raised`, no rate limits in the chat: measured is the bot, not how well it waits. */
export async function openSandbox(seed: number): Promise<SandboxProcess> {
  const sandbox = await startSandboxProcess({ seed });
  atEnd(sandbox.stop);
  await sandbox.putTier('raised');
  await sandbox.control('PUT', '/_sandbox/chat/teams/limits', { rate: false });
  return sandbox;
}

/** The bot on an empty store of that kind. */
export async function openBot(sandbox: SandboxProcess, store: StoreKind, more: BotOptions = {}): Promise<Bot> {
  const place: BotOptions = { ...more, ...(store === 'postgres' ? { databaseUrl: freshDatabase() } : {}) };
  // To look inside: BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=/tmp/prof" npm run bench -- ack-teams
  const options = process.env['BENCH_NODE_OPTIONS'];
  const bot = await startBot(sandbox, { ...place, ...(options ? { env: { NODE_OPTIONS: options } } : {}) });
  atEnd(async () => {
    await bot.stop();
    rmSync(resolve(bot.dataDir, '..'), { recursive: true, force: true });
  });
  return bot;
}

export type Rival = { pid: number; stop(): Promise<void>; line(pattern: RegExp): Promise<string> };

/** A script of rivals/ with the sandbox's environment. `line` waits for a line of its output and gives the first group. */
export async function startRival(
  sandbox: SandboxProcess,
  script: 'bolt.ts' | 'echo.ts' | 'reset.ts' | 'seeds-order.ts',
  { args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<Rival> {
  const ca = join(sandbox.dir, 'ca.pem');
  const { ca: pem, botFramework } = await sandbox.cloud();
  writeFileSync(ca, String(pem));
  const { PATH = '', HOME = '' } = process.env;
  const words = [join(import.meta.dirname, 'rivals', script), ...args];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH,
      HOME,
      ...(await sandbox.env()),
      NODE_EXTRA_CA_CERTS: ca,
      LOGIN_URL: String(botFramework.loginUrl),
      OPENID_URL: String(botFramework.openIdMetadataUrl),
      ...env,
    },
  });
  const closed = once(child, 'close');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await closed;
  };
  atEnd(stop);
  const lines: string[] = [];
  let ended = false;
  void closed.then(() => (ended = true));
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return {
    pid: child.pid ?? 0,
    stop,
    async line(pattern) {
      for (;;) {
        const found = lines.map((line) => pattern.exec(line)?.[1]).find((each) => each !== undefined);
        if (found !== undefined) return found;
        if (ended) throw new Error(`the rival ${script} ended without ${String(pattern)}`);
        await sleep(5);
      }
    },
  };
}
