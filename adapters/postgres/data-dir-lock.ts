import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SendpassError } from '../../src/shared/errors.ts';

export type Lock = { release(): void };

/**
 * Locks the folder for this process; a second one on it would lose data silently. The lock is the operating system's, on a file that SQLite
 * holds open: it is gone the moment the process is, however it ends. Throws `needs-person` with code `data-dir-in-use`.
 */
export function lockDataDir(dataDir: string): Lock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const { DatabaseSync } = loadSqlite();
  const lock = new DatabaseSync(join(dataDir, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (cause) {
    lock.close();
    throw new SendpassError({
      code: 'data-dir-in-use',
      kind: 'needs-person',
      advice: `The folder ${dataDir} is used by another Sendpass process. Stop that one, or give this one its own DATA_DIR.`,
      cause,
    });
  }
  return { release: () => lock.close() };
}

/** Loaded only where it is needed, and without its notice on stderr that it is experimental: an operator can do nothing about it. */
function loadSqlite(): typeof import('node:sqlite') {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
