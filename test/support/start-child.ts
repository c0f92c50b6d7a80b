import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type Child = {
  pid: number;
  lines: string[];
  stderr: () => string;
  /** Resolves with the first line that fits. */
  line(fits: (line: string) => boolean): Promise<string>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  ended: Promise<unknown>;
};

/** store-child.ts as a process of its own. */
export function startChild(...args: string[]): Child {
  const file = join(import.meta.dirname, 'store-child.ts');
  const child: ChildProcess = spawn(process.execPath, ['--liftoff-only', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let stderr = '';
  child.stderr?.on('data', (data) => (stderr += String(data)));
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const ended = once(child, 'close');
  return {
    pid: child.pid!,
    lines,
    stderr: () => stderr,
    ended,
    line: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`child ended: ${lines.at(-1)} ${stderr}`)));
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
