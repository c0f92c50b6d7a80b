import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

// A throw-away PostgreSQL server on a socket in a temporary folder. It refuses to run as root, so then it runs as the user `postgres`.

const installed = '/usr/lib/postgresql';
const oldest = 15;

function binFolder(): string | undefined {
  const versions = existsSync(installed) ? readdirSync(installed).map(Number) : [];
  const newest = Math.max(0, ...versions.filter((each) => existsSync(join(installed, String(each), 'bin/initdb'))));
  return newest >= oldest ? join(installed, String(newest), 'bin') : undefined;
}

/** Why there is no PostgreSQL to test with, or undefined. CI must have one. */
export const whyNoPostgres = (): string | undefined =>
  binFolder() === undefined
    ? `no PostgreSQL ${oldest} or newer under ${installed} (apt-get install postgresql)`
    : undefined;

export type Server = { createDatabase(): string; stop(): void };

/** `durable`: a commit costs what it costs on a real server; tests do not wait for the disk. */
export function startPostgres({ durable = false }: { durable?: boolean } = {}): Server {
  const bin = binFolder();
  if (bin === undefined) throw new Error(whyNoPostgres());
  const folder = mkdtempSync(join(tmpdir(), 'sendpass-pg-'));
  const run = asPostgres(folder, bin);
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'sendpass', '-A', 'trust', '-E', 'UTF8', '--no-sync');
  const options = `-k ${folder} -c listen_addresses='' -c max_connections=200 ${durable ? '' : '-c fsync=off'}`;
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  let made = 0;
  return {
    createDatabase() {
      const name = `test${++made}`;
      run('createdb', '-h', folder, '-U', 'sendpass', name);
      return `postgres://sendpass@${encodeURIComponent(folder)}/${name}`;
    },
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function asPostgres(folder: string, bin: string): (program: string, ...args: string[]) => void {
  const root = userInfo().uid === 0;
  if (root) {
    execFileSync('chown', ['postgres', folder]);
    chmodSync(folder, 0o755);
  }
  return (program, ...args) => {
    const command = [join(bin, program), ...args];
    const [file = '', ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
}
