import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A new PGlite cluster takes 4 to 5 s of CPU and our tables and pg-boss' 2 s more; copying them takes 0.1 s. So the two are made once after
// installation (make-template.ts) and kept in node_modules/.cache. The template is only ever a copy of a database nobody has used, without a
// row of ours: where it is missing, everything is made anew.

const packageFolder = (name: string): string => join(dirname(fileURLToPath(import.meta.resolve(name))), '..');
const text = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');

/** Named after all that makes its contents, so that an old one is never taken for a new one. */
export function templateFolder(): string {
  const pglite = packageFolder('@electric-sql/pglite');
  const migrations = join(import.meta.dirname, 'migrations');
  const made = createHash('sha256')
    .update(text(pglite, 'package.json'))
    .update(text(packageFolder('pg-boss'), 'package.json'));
  made.update(text(import.meta.dirname, 'job-queues.ts'));
  for (const file of readdirSync(migrations).toSorted()) made.update(text(migrations, file));
  return join(pglite, '../../.cache/sendpass', `pglite-${made.digest('hex').slice(0, 16)}`);
}

/** Puts an unused database into `folder`; false when there is no template, or it cannot be copied. */
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
