import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assigningCondition } from '../adapters/azure/probe-grants.ts';
import { variables } from '../src/config-variables.ts';
import { policySchema } from '../src/policy/policy.ts';
import { parsePolicy } from '../src/policy/parse-policy.ts';

// What the pages name exists. A page nobody can follow is worse than none.

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'infra/azure/README.md',
  ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
];

const textOf = (page: string): string => read(page);
/** What stands between single backticks. */
const codeIn = (page: string): string[] =>
  [...withoutBlocks(textOf(page)).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
const blocksIn = (page: string): string =>
  [...textOf(page).matchAll(/```\w*\n(.*?)```/gs)].map(([, text]) => text).join('\n');
const withoutBlocks = (text: string): string => text.replaceAll(/```.*?```/gs, '');

/** Made by whoever follows the page, or by running. */
const madeByReader = ['policy.json', '.env', 'data', 'infra/azure/own.bicepparam'];

function pathsIn(page: string): string[] {
  const inline = codeIn(page).flatMap((code) => code.split(/\s+/));
  const inBlocks = blocksIn(page).split(/[\s"'`$(){}]+/);
  const linked = [...textOf(page).matchAll(/\]\(([^)#:]+)\)|src="([^"]+)"/g)].map(
    ([, link, image]) => link ?? image ?? '',
  );
  const looksLikePath = (word: string): boolean =>
    /^(src|cards|adapters|infra|test|docs|manifest|\.ci)(\/|$)/.test(word) ||
    /^[\w.-]+\.(md|json|ts|example)$/.test(word) ||
    /^\.\w+/.test(word);
  const found = [...inline, ...inBlocks].map((word) => word.replace(/[,.;:]$/, '')).filter(looksLikePath);
  return [...new Set([...found, ...linked])].filter((path) => !/[<>]/.test(path) && !madeByReader.includes(path));
}

/** A port is named without its folder where the folder was named just before; so is any file that exists once. */
const exists = (path: string): boolean =>
  existsSync(join(root, path)) ||
  (path.includes('*') || !path.includes('/')
    ? globSync(`{src,cards,adapters,infra,test}/**/${path}`, { cwd: root }).length > 0
    : false);

describe.each(pages)('%s', (page) => {
  test('every path exists', () => {
    expect(pathsIn(page).filter((path) => !exists(path))).toEqual([]);
  });

  test('every npm script exists', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const named = [...textOf(page).matchAll(/npm (?:run ([\w:-]+)|(test|start))/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('every environment variable is one that Sendpass reads, or one it refuses', () => {
    const known = new Set<string>([
      ...variables.map((each) => each.key),
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'AZURE_AUTHORITY_HOST',
    ]);
    // Variables of the shell example itself.
    const own = new Set([...blocksIn(page).matchAll(/\$\{?([A-Z_]+)/g)].map(([, name]) => name ?? ''));
    const inCode = codeIn(page).filter((code) => /^[A-Z][A-Z_]+$/.test(code));
    const anywhere = textOf(page).match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
    const wrong = [...inCode, ...anywhere].filter((name) => !known.has(name) && !own.has(name));
    expect([...new Set(wrong)]).toEqual([]);
  });
});

test('.env.example has every variable, in the order and with the examples of config-variables.ts', () => {
  const lines = read('.env.example').split('\n');
  const settings = lines.flatMap((line, at) => {
    const [, key, example] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
    return key === undefined ? [] : [{ key, example, about: lines[at - 1]?.replace(/^# /, '') }];
  });
  expect(settings).toEqual(variables.map(({ key, example, about }) => ({ key, example, about })));
});

test('what is said to read .env does', () => {
  for (const entry of ['src/main.ts', 'src/doctor.ts', 'src/backup.ts'])
    expect(read(entry)).toContain('loadEnvFile();');
});

test('policy.example.json is a policy', () => {
  const example: unknown = JSON.parse(read('policy.example.json'));
  expect(parsePolicy(example)).toMatchObject({ ok: true });
  // It shows every setting there is, so that nobody has to read the code to find one.
  const shown = Object.keys(policySchema.parse(example)).toSorted();
  const all = Object.keys(policySchema.shape).filter((key) => key !== '$schema');
  expect(shown).toEqual(all.toSorted());
});

describe('roles', () => {
  const roleShape = z.strictObject({
    Name: z.string(),
    Description: z.string(),
    Actions: z.array(z.string()).min(1),
    AssignableScopes: z.tuple([z.literal('/subscriptions/SUBSCRIPTION-ID')]),
  });
  const files = docs.filter((name) => /^roles[\\/].*\.json$/.test(name));

  test.each(files)('%s gives no right to assign roles or to define them', (file) => {
    const { Actions } = roleShape.parse(JSON.parse(read(join('docs', file))));
    const forbidden =
      /^\*|Microsoft\.Authorization\/.*(\*|write|delete)|^Microsoft\.Communication\/(\*|CommunicationServices\/(\*|Write|Delete))/i;
    expect(Actions.filter((action) => forbidden.test(action))).toEqual([]);
  });

  test('the condition judges the request of a write and the existing assignment of a delete', () => {
    const condition = assigningCondition('11111111-1111-4111-8111-111111111111');
    const [write = '', remove = ''] = condition.split(' AND ((!');
    expect(write).toMatch(/roleAssignments\/write.*@Request.*RoleDefinitionId.*@Request.*PrincipalType/);
    expect(write).not.toContain('@Resource');
    expect(remove).toMatch(/roleAssignments\/delete.*@Resource.*RoleDefinitionId.*@Resource.*PrincipalType/);
    expect(remove).not.toContain('@Request');
  });
});
