import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

// Making a new PGlite cluster takes 4 to 5 s of CPU, copying one 0.1 s. So one is made once after installation (make-template.ts) and kept
// in node_modules/.cache under the version that made it. It is only ever a copy of an empty cluster: where it is missing, a new one is made.

const packageFolder = join(dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite'))), '..');

export function templateFolder(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return join(packageFolder, '../../.cache/sendpass', `pglite-${version}`);
}

/** Puts an empty cluster into `folder`; false when there is no template, or it cannot be copied. */
export function copyTemplate(folder: string): boolean {
  const template = templateFolder();
  if (!existsSync(template)) return false;
  try {
    cpSync(template, folder, { recursive: true });
    return true;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return false;
  }
}

/** Makes the template unless it is there. The rename at the end puts it in place as a whole or not at all. */
export async function makeTemplate(): Promise<void> {
  const template = templateFolder();
  if (existsSync(template)) return;
  const unfinished = `${template}.${process.pid}`;
  mkdirSync(dirname(template), { recursive: true });
  try {
    const pglite = await PGlite.create(unfinished);
    await pglite.close();
    renameSync(unfinished, template);
  } catch (thrown) {
    // Two that make it at once: the first one's stays.
    if (!existsSync(template)) throw thrown;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
