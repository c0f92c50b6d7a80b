import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { variables } from '../../../../src/config-variables.ts';

// No Docker runs here: the files are read as Docker would, and what the program loads is followed by its import lines.

const root = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const dockerfile = read('infra/docker/Dockerfile').replaceAll(/\\\n\s*/g, '');
const stages = dockerfile.split(/^FROM /m).slice(1);
const final = stages.at(-1) ?? '';
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const shape = z.object({ dependencies: z.record(z.string(), z.string()) });
const { dependencies } = shape.parse(JSON.parse(read('package.json')));

const under = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** What is sent to the build: everything is left out, then the lines with an exclamation mark come back. */
const [everything, ...back] = read('infra/docker/Dockerfile.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const sent = tracked.filter((path) => back.some((line) => under(path, line.replace(/^!/, ''))));

const copied = (stage: string): string[] =>
  [...stage.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources]) => (sources ?? '').split(' '));
const image = sent.filter((path) => copied(final).some((source) => under(path, source)));

test('everything is left out of the build but what is named', () => {
  expect(everything).toBe('*');
  expect(back.every((line) => /^![\w./-]+$/.test(line))).toBe(true);
  expect(back.map((line) => line.slice(1)).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every file that is copied exists and is sent', () => {
  for (const source of stages.flatMap(copied)) {
    expect(existsSync(join(root, source))).toBe(true);
    expect(sent.some((path) => under(path, source))).toBe(true);
  }
});

test('nothing of the sandbox, the demo, the tests or a setting is in the image', () => {
  expect(image.length).toBeGreaterThan(200);
  expect(
    image.filter((path) => /^(infra|test|manifest|\.ci)\/|\.env|policy.*\.json$|\.pem$|\.test\.ts$/.test(path)),
  ).toEqual([]);
});

/** Files and packages that `entry` can load, by its import lines and those of what it loads; types are not loaded. */
function loadedBy(entry: string, files = new Set<string>(), packages = new Set<string>()) {
  if (files.has(entry)) return { files, packages };
  files.add(entry);
  const found = read(entry).matchAll(
    /^(?:import|export)\s+(?!type\s)[^'";]*?from\s+'([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gms,
  );
  for (const [, from, bare, dynamic] of found) {
    const target = from ?? bare ?? dynamic ?? '';
    if (target.startsWith('.')) loadedBy(relative(root, resolve(root, dirname(entry), target)), files, packages);
    else if (!isBuiltin(target))
      packages.add(
        target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/'),
      );
  }
  return { files, packages };
}

describe.each(['src/main.ts', 'src/doctor.ts', 'src/backup.ts'])('%s', (entry) => {
  const { files, packages } = loadedBy(entry);

  test('finds every file it loads in the image', () => {
    expect(files.size).toBeGreaterThan(50);
    expect([...files].filter((path) => !image.includes(path))).toEqual([]);
  });

  test('loads no package that is installed for development only', () => {
    expect(packages.size).toBeGreaterThan(5);
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
  });
});

test('Node is the version everything is tested on, in every stage', () => {
  for (const stage of stages) expect(stage).toMatch(new RegExp(`^node:${dependencies['node']}-bookworm-slim`));
});

test('nobody is root, Node is process 1, and the packages are those of the lock file', () => {
  expect(final).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  expect(final.indexOf('USER')).toBeGreaterThan(final.lastIndexOf('COPY'));
  expect(final).toMatch(/^ENTRYPOINT \["node"\]$/m);
  expect(final).toMatch(/^CMD \["src\/main\.ts"\]$/m);
  expect(dockerfile).toMatch(/npm ci --omit=dev --ignore-scripts/);
  expect(dockerfile).not.toMatch(/npm (install|i)\b|:latest|ADD /);
});

describe('compose', () => {
  // oxlint-disable-next-line typescript/no-explicit-any -- foreign YAML, read field by field
  const compose: any = parse(read('infra/docker/compose.yaml'));
  const { sendpass, database } = compose.services;

  test('the file system cannot be written, and no right is left that is not used', () => {
    expect(sendpass).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(sendpass.ports).toEqual(['127.0.0.1:3978:3978']);
    expect(sendpass.volumes.every((each: string) => each.endsWith(':ro'))).toBe(true);
  });

  test('it waits for its database, has time to drain, and is built from the file beside it', () => {
    expect(sendpass.depends_on.database.condition).toBe('service_healthy');
    expect(database.healthcheck.test).toEqual(['CMD-SHELL', expect.stringContaining('pg_isready')]);
    expect(Number.parseInt(sendpass.stop_grace_period, 10)).toBeGreaterThan(30);
    expect(existsSync(join(root, 'infra/docker', sendpass.build.context, sendpass.build.dockerfile))).toBe(true);
  });

  test('no password stands in it, and every setting is one that Sendpass reads', () => {
    const known = variables.map((each) => each.key as string);
    expect(Object.keys(sendpass.environment).filter((key) => !known.includes(key))).toEqual([]);
    expect(sendpass.environment.DATABASE_URL).toContain('sendpass:${DATABASE_PASSWORD:?');
    expect(database.environment).toMatchObject({ POSTGRES_PASSWORD_FILE: '/run/secrets/database-password' });
    expect(database.environment).not.toHaveProperty('POSTGRES_PASSWORD');
  });
});
