import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestSettings } from '../settings.ts';

/** manifest.yaml with this installation's address and name, comments kept: whoever pastes it can read why each scope is there. */
export function fillIn({ publicUrl, name }: ManifestSettings): string {
  const text = readFileSync(join(import.meta.dirname, 'manifest.yaml'), 'utf8');
  return text
    .replaceAll('https://YOUR-HOST', publicUrl)
    .replace(/^( *name: ).*$/m, `$1${JSON.stringify(name)}`)
    .replace(/^( *display_name: ).*$/m, `$1${JSON.stringify(name)}`);
}
