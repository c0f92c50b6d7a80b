// The web console's files, over the same plain-HTTP loopback server as the control API. No build step: what is in this folder is what runs.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { Route, WireReply } from '../wire.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Cards may carry whatever a bot sends, so nothing but our own files may run or load; pictures may come as data. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const LIBRARIES: Record<string, string> = {
  'adaptivecards.js': 'adaptivecards/dist/adaptivecards.js',
  'markdown-it.js': 'markdown-it/dist/browser/markdown-it.umd.min.js',
};

/** What Teams reads out of the app's manifest: the only thing of the product the sandbox knows, and it is data. */
const MENU = join(import.meta.dirname, '../../../manifest/teams/command-lists.json');

export const consoleRoutes: Route[] = [
  { method: 'GET', path: '/', handle: () => page('index.html') },
  { method: 'GET', path: '/console/command-lists.json', handle: () => serve(MENU, TYPES['.json'] ?? '', 'menu') },
  { method: 'GET', path: '/console/:file', handle: ({ params }) => page(params['file'] ?? '') },
  { method: 'GET', path: '/lib/:file', handle: ({ params }) => library(params['file'] ?? '') },
  { method: 'GET', path: '/favicon.ico', handle: () => page('icon.svg') },
];

/** One file of this folder; names with a slash or a dot in front do not get here or are not found. */
async function page(name: string): Promise<WireReply> {
  const type = TYPES[extname(name)];
  if (type === undefined || !/^[a-z][a-z-]*\.[a-z]+$/.test(name)) return missing(name);
  return serve(join(import.meta.dirname, name), type, name);
}

async function library(name: string): Promise<WireReply> {
  const path = LIBRARIES[name];
  if (path === undefined) return missing(name);
  // The folder, not the file: neither package exports its browser bundle.
  const [packageName = '', ...rest] = path.split('/');
  const root = createRequire(import.meta.url).resolve.paths(packageName) ?? [];
  for (const folder of root) {
    const found = await serve(join(folder, packageName, ...rest), 'text/javascript; charset=utf-8', name);
    if (found.status === 200) return found;
  }
  return missing(name);
}

async function serve(path: string, type: string, name: string): Promise<WireReply> {
  try {
    const headers = {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    };
    return { status: 200, headers, body: await readFile(path) };
  } catch {
    return missing(name);
  }
}

const missing = (name: string): WireReply => ({ status: 404, body: { error: `the console has no file "${name}"` } });
