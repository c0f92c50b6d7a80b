import type { Route } from './wire.ts';

export type Match = { route: Route; params: Record<string, string> };

type Compiled = { route: Route; pattern: RegExp };
const compiled = new WeakMap<Route[], Compiled[]>();

/** The first route of `routes` for this method and path (raw, still percent-encoded), with its decoded parameters. */
export function findRoute(routes: Route[], method: string, pathname: string): Match | undefined {
  const path = decodeSegments(pathname);
  if (path === undefined) return undefined;
  for (const { route, pattern } of compileAll(routes)) {
    if (route.method !== method) continue;
    const found = pattern.exec(path);
    if (found !== null) return { route, params: readParams(found.groups ?? {}) };
  }
  return undefined;
}

/** Methods that `routes` have for this path. */
export function methodsOf(routes: Route[], pathname: string): string[] {
  const path = decodeSegments(pathname);
  if (path === undefined) return [];
  return [...new Set(compileAll(routes).flatMap(({ route, pattern }) => (pattern.test(path) ? [route.method] : [])))];
}

/** An encoded slash must stay inside its segment, so it is decoded to a character that no path holds, and turned back in params. */
const SLASH = '\u0000';

function decodeSegments(pathname: string): string | undefined {
  try {
    const decode = (part: string): string => decodeURIComponent(part).replaceAll('/', SLASH);
    return pathname.split('/').map(decode).join('/');
  } catch {
    return undefined;
  }
}

function readParams(groups: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, (value ?? '').replaceAll(SLASH, '/')]),
  );
}

function compileAll(routes: Route[]): Compiled[] {
  const known = compiled.get(routes);
  if (known !== undefined && known.length === routes.length) return known;
  const made = routes.map((route) => ({ route, pattern: compile(route.path) }));
  compiled.set(routes, made);
  return made;
}

/** `:name` takes part of one segment, `:name*` one or more segments. A trailing slash is ignored. */
function compile(path: string): RegExp {
  const source = path
    .split(/(:[a-z]\w*\*?)/i)
    .map((part) => {
      if (!/^:[a-z]/i.test(part)) return part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      return part.endsWith('*') ? `(?<${part.slice(1, -1)}>.+?)` : `(?<${part.slice(1)}>[^/]+?)`;
    })
    .join('');
  return new RegExp(`^${source}/?$`, 'i');
}
