import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import type { ManifestSettings } from '../settings.ts';
import { appManifest } from './app-manifest.ts';

const folder = import.meta.dirname;

const listsShape = z.object({
  commandLists: z.array(
    z.object({
      scopes: z.array(z.string()),
      commands: z.array(z.object({ title: z.string(), description: z.string() })),
    }),
  ),
});

/** The zip that *Teams admin centre → Manage apps → Upload* takes: three files, no folder. The same settings give the same bytes. */
export function packageApp(settings: ManifestSettings): Uint8Array {
  const { commandLists } = listsShape.parse(JSON.parse(readFileSync(join(folder, 'command-lists.json'), 'utf8')));
  const manifest = appManifest(settings, commandLists);
  return zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
      'color.png': readFileSync(join(folder, 'color.png')),
      'outline.png': readFileSync(join(folder, 'outline.png')),
    },
    // 1980 is the oldest a zip can hold; the time of packing would make every package another one.
    { mtime: new Date(1980, 0, 2), level: 9 },
  );
}
