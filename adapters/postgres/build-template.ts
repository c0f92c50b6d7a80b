import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from '../../src/shared/port-logger.ts';
import { openQueues } from './job-queues.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './open-pglite.ts';
import { templateFolder } from './pglite-template.ts';

const silent: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Makes the template unless it is there. The rename at the end puts it in place as a whole or not at all. */
export async function makeTemplate(): Promise<void> {
  const template = templateFolder();
  if (existsSync(template)) return;
  const unfinished = `${template}.${process.pid}`;
  mkdirSync(dirname(template), { recursive: true });
  try {
    await fill(unfinished);
    renameSync(join(unfinished, 'pg'), template);
  } catch (thrown) {
    // Two that make it at once: the first one's stays.
    if (!existsSync(template)) throw thrown;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Tables and queues as a first start makes them. No installation id, no cloud: each bot makes its own in its copy. */
async function fill(dataDir: string): Promise<void> {
  const engine = await openPglite(dataDir);
  try {
    await migrate(engine.db);
    const boss = await openQueues(engine, silent);
    await boss.stop({ graceful: false, close: false });
  } finally {
    await engine.close();
  }
}
