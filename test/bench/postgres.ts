import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { atEnd } from './at-end.ts';

const run = promisify(execFile);
const base = '/usr/lib/postgresql';

/** URL of an empty database on a throw-away server of this machine's newest PostgreSQL, reached over a socket. */
export async function freshDatabase(): Promise<string> {
  const [version] = existsSync(base) ? readdirSync(base).toSorted((a, b) => Number(b) - Number(a)) : [];
  if (version === undefined)
    throw new Error('there is no PostgreSQL on this machine: --store postgres cannot be measured');
  const bin = join(base, version, 'bin');
  const dir = mkdtempSync(join(tmpdir(), 'sendpass-bench-pg-'));
  const who = await owner();
  if (who.uid !== undefined && who.gid !== undefined) chownSync(dir, who.uid, who.gid);
  const data = join(dir, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'], who);
  // Durable as a real server is (fsync on): a commit costs what it costs.
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', dir, '-c', 'listen_addresses='], {
    ...who,
    stdio: 'ignore',
  });
  const closed = new Promise((done) => server.once('close', done));
  atEnd(async () => {
    server.kill('SIGINT');
    await closed;
    rmSync(dir, { recursive: true, force: true });
  });
  for (let tries = 0; ; tries++) {
    const answers = await run(join(bin, 'pg_isready'), ['-h', dir], who).then(
      () => true,
      () => false,
    );
    if (answers) return `postgres://postgres@${encodeURIComponent(dir)}/postgres`;
    if (tries > 200) throw new Error('the throw-away PostgreSQL does not answer');
    await sleep(50);
  }
}

/** PostgreSQL refuses to run as root: then as its own user. */
async function owner(): Promise<{ uid?: number; gid?: number; cwd: string }> {
  if (process.getuid?.() !== 0) return { cwd: tmpdir() };
  const id = async (what: string): Promise<number> => Number((await run('id', [what, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g'), cwd: tmpdir() };
}
