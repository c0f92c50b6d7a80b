import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SandboxProcess } from './sandbox.ts';

// The bot as its own process with the sandbox's environment: what `npm start` runs, and what a SIGKILL can end.

export type BotOptions = {
  /** Folder of the embedded database; a fresh one when left out. Kept over restarts, removed with `stop` only when it was made here. */
  dataDir?: string;
  databaseUrl?: string;
  logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  /** Rules to put over those of the sandbox's policy.json. */
  policy?: Record<string, unknown>;
  env?: Record<string, string>;
  /** In the workspace too, which signs in through the tenant. Off, nothing of Slack is loaded, as where nobody configured it. */
  slack?: boolean;
};

export type Bot = {
  /** Of the process that runs now. */
  pid(): number;
  port(): number;
  dataDir: string;
  /** stdout and stderr of all its processes so far. */
  output(): string;
  /** Resolves when the process that runs now has ended, with its signal or code. */
  ended(): Promise<string>;
  /** SIGTERM, and waits. Twice is once. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  /**
   * A new process on the same data; call it when the old one has ended, or it is stopped first. `spawned` is told its pid and awaited
   * before it can have come to any wire.
   */
  restart(spawned?: (pid: number) => Promise<unknown>): Promise<void>;
};

type Running = { pid: number; port: number; ended: Promise<string>; signal(name: NodeJS.Signals): void };

const root = resolve(import.meta.dirname, '../..');
// Far beyond any start: a process that ends is seen at once, so this only gives up on one that hangs. Less would fail on a busy machine.
const readyWithinMs = 240_000;
// A bot here lives for seconds: compiling the database's WebAssembly a second time, better, costs a third of a start and is never earned back.
const v8Flags = ['--liftoff-only'];
// Named to node itself, so that what main.ts is made of is kept too: without it every start loads the compiler that takes types away.
const compileCache = join(root, 'node_modules/.cache/sendpass/tests');

/** Starts src/main.ts, waits until it says it is ready, and tells the sandbox where it listens. */
export async function startBot(sandbox: SandboxProcess, options: BotOptions = {}): Promise<Bot> {
  const work = mkdtempSync(join(tmpdir(), 'sendpass-bot-'));
  const dataDir = options.dataDir ?? join(work, 'data');
  const chunks: string[] = [];
  const env = await environment(sandbox, options, { work, dataDir });
  const begin = async (spawned?: (pid: number) => Promise<unknown>): Promise<Running> => {
    const running = await run(env, (chunk) => void chunks.push(chunk), spawned);
    await sandbox.putBot(`http://127.0.0.1:${running.port}/api/messages`);
    return running;
  };
  let now = await begin().catch((thrown: unknown) => {
    rmSync(work, { recursive: true, force: true });
    throw thrown;
  });
  const end = async (name: NodeJS.Signals): Promise<void> => {
    now.signal(name);
    await now.ended;
  };
  return {
    pid: () => now.pid,
    port: () => now.port,
    dataDir,
    output: () => chunks.join(''),
    ended: () => now.ended,
    async stop() {
      await end('SIGTERM');
    },
    kill: () => end('SIGKILL'),
    async restart(spawned) {
      await end('SIGTERM');
      now = await begin(spawned);
    },
  };
}

/** Removes what a bot left on disk. Separate from `stop`, because tests look at the folder after the process has ended. */
export function forget(bot: Pick<Bot, 'dataDir'>): void {
  rmSync(
    resolve(bot.dataDir, '..').startsWith(join(tmpdir(), 'sendpass-bot-')) ? resolve(bot.dataDir, '..') : bot.dataDir,
    {
      recursive: true,
      force: true,
    },
  );
}

async function environment(
  sandbox: SandboxProcess,
  options: BotOptions,
  { work, dataDir }: { work: string; dataDir: string },
): Promise<Record<string, string>> {
  const given = await sandbox.env();
  const policyFile = join(work, 'policy.json');
  if (options.policy) {
    const rules: unknown = JSON.parse(readFileSync(given['POLICY_FILE'] ?? '', 'utf8'));
    writeFileSync(policyFile, JSON.stringify({ ...(rules as object), ...options.policy }));
  }
  // Only what a program needs of this shell: a variable of some SDK would, rightly, stop the bot.
  const shell = ['PATH', 'HOME', 'TMPDIR'].flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []));
  return {
    ...(Object.fromEntries(shell) as Record<string, string>),
    ...Object.fromEntries(Object.entries(given).filter(([key]) => options.slack === true || !key.startsWith('SLACK_'))),
    ...(options.slack === true ? { SLACK_SSO_MANAGED: 'true' } : {}),
    NODE_COMPILE_CACHE: compileCache,
    PORT: '0',
    LOG_LEVEL: options.logLevel ?? 'info',
    ...(options.databaseUrl === undefined ? { DATA_DIR: dataDir } : { DATABASE_URL: options.databaseUrl }),
    ...(options.policy ? { POLICY_FILE: policyFile } : {}),
    ...options.env,
  };
}

async function run(
  env: Record<string, string>,
  keep: (chunk: string) => void,
  spawned: (pid: number) => Promise<unknown> = async () => undefined,
): Promise<Running> {
  const child = spawn(process.execPath, [...v8Flags, join(root, 'src/main.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const told = spawned(child.pid ?? 0);
  const ended = once(child, 'close').then(([code, signal]) => {
    process.off('exit', killed);
    return String(signal ?? code);
  });
  let seen = '';
  let isReady = false;
  const port = await new Promise<number>((done, fail) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`the bot was not ready within ${readyWithinMs / 1000} s:\n${seen.slice(-3000)}`));
    }, readyWithinMs);
    const read = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      keep(text);
      if (isReady) return;
      // The words may be cut in two; all that was said before is long when the bot is loud, and not read again and again.
      const from = Math.max(0, seen.lastIndexOf('\n'));
      seen += text;
      const found = /^(?=.*"Sendpass is ready").*"port":(\d+)/m.exec(seen.slice(from))?.[1];
      if (found === undefined) return;
      isReady = true;
      clearTimeout(late);
      done(Number(found));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((how) => {
      clearTimeout(late);
      return fail(new Error(`the bot ended with ${how} before it was ready:\n${seen.slice(-3000)}`));
    });
  });
  await told;
  return { pid: child.pid ?? 0, port, ended, signal: (name) => void child.kill(name) };
}
