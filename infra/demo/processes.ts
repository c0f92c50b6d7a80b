// The demo's two programs, started as anyone would start them: `npm run sandbox` and `npm start` with the sandbox's environment.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

// However the demo ends – a closed pipe, Ctrl+C in the middle of the tour – its programs end with it.
const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

export type Started = { line: string; pid: number; stop(): Promise<void>; died: Promise<number>; tail(): string[] };

/** Resolves with the first line of output that `ready` matches; rejects with the last lines when the program ends before it. */
export function start(script: string, args: string[], env: NodeJS.ProcessEnv, ready: RegExp): Promise<Started> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  const tail: string[] = [];
  const died = new Promise<number>((done) =>
    child.once('exit', (code, signal) => done(code ?? (signal === null ? 0 : 1))),
  );
  return new Promise((done, fail) => {
    const read = (chunk: Buffer): void => {
      for (const line of chunk.toString('utf8').split('\n').filter(Boolean)) {
        tail.push(line);
        if (tail.length > 30) tail.shift();
        if (ready.test(line))
          done({ line, pid: child.pid ?? 0, stop: () => stop(child, died), died, tail: () => tail });
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void died.then((code) => fail(new Error(`${script} ended with code ${code}:\n${tail.join('\n')}`)));
  });
}

async function stop(child: ChildProcess, died: Promise<number>): Promise<void> {
  child.kill('SIGTERM');
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await died;
  clearTimeout(giveUp);
}

/** `wish` when nobody listens there, else any free port. */
export function freePort(wish: number): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(freePort(0)));
    probe.listen(wish, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : wish));
    });
  });
}

/** dotenv text as the sandbox writes it: KEY=value, a line each. */
export function parseEnv(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    if (at < 1 || line.startsWith('#')) return [];
    return [[line.slice(0, at), line.slice(at + 1).replace(/^"(.*)"$/, '$1')] as const];
  });
  return Object.fromEntries(pairs);
}
