import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assigningCondition } from '../../../../adapters/azure/probe-grants.ts';
import { variables } from '../../../../src/config-variables.ts';
import { smtpRoleActions } from '../../../../src/provisioning/smtp-role.ts';
import { everyNode, plain, readBicep } from '../../../support/bicep.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'infra/azure');
const paths = globSync('**/*.{bicep,bicepparam}', { cwd: folder }).toSorted();
const files = new Map(paths.map((path) => [path, readBicep(join(folder, path))]));
const file = (path: string) => files.get(path) ?? readBicep(join(folder, path));
const templates = paths.filter((path) => path.endsWith('.bicep'));
const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

describe.each(paths)('%s', (path) => {
  test('is Bicep', () => {
    expect(file(path).errors).toEqual([]);
    expect(text(path)).not.toContain('\t');
  });
});

describe.each(templates)('%s', (path) => {
  test('names nothing that is not declared', () => {
    const { root: tree, declared } = file(path);
    const loops = [...everyNode(tree)].filter(
      (each) => each.type === 'for_loop_parameters' || each.type === 'for_statement',
    );
    const local = new Set(
      loops.flatMap((each) => [...each.text.matchAll(/for \(?(\w+)(?:, (\w+))?\)? in/g)].flatMap((m) => m.slice(1))),
    );
    for (const lambda of text(path).matchAll(/(\w+) =>/g)) local.add(lambda[1] ?? '');
    const used = [...everyNode(tree)].filter(
      (each) =>
        each.type === 'identifier' &&
        // A function of the language, wherever the grammar puts it.
        tree.text[each.endIndex] !== '(' &&
        !['object_property', 'call_expression', 'decorator'].includes(each.parent?.type ?? '') &&
        !each.parent?.type.endsWith('_declaration'),
    );
    const wrong = used.map((each) => each.text).filter((name) => !declared.has(name) && !local.has(name));
    expect(wrong.filter((name) => !['any', 'string', 'int', 'bool', 'object', 'array'].includes(name))).toEqual([]);
  });

  test('gives each module what it asks for, and nothing else', () => {
    for (const call of file(path).modules) {
      const module = file(join(dirname(path), call.file));
      const asked = module.params.map((each) => each.name);
      expect({ [call.symbol]: call.params.filter((name) => !asked.includes(name)) }).toEqual({ [call.symbol]: [] });
      const must = module.params.filter((each) => !each.optional).map((each) => each.name);
      expect({ [call.symbol]: must.filter((name) => !call.params.includes(name)) }).toEqual({ [call.symbol]: [] });
    }
  });

  test('asks modules only for outputs they have', () => {
    const byName = new Map(
      file(path).modules.map((each) => [each.symbol, file(join(dirname(path), each.file)).outputs]),
    );
    const asked = [...text(path).matchAll(/\b(\w+)(?:\[\w+\])?\.outputs\.(\w+)/g)];
    expect(
      asked.filter(([, module, output]) => !byName.get(module ?? '')?.includes(output ?? '')).map(([all]) => all),
    ).toEqual([]);
  });

  test('uses every module and parameter there is', () => {
    const { params, root: tree } = file(path);
    const words = [...everyNode(tree)].filter((each) => each.type === 'identifier').map((each) => each.text);
    expect(params.map((each) => each.name).filter((name) => words.filter((word) => word === name).length < 2)).toEqual(
      [],
    );
  });
});

test('every module is used', () => {
  const called = [...files.values()].flatMap((each) => each.modules.map((call) => call.file));
  expect(templates.filter((path) => path.startsWith('modules/') && !called.includes(path))).toEqual([]);
});

describe.each(['dev.bicepparam', 'prod.bicepparam'])('%s', (path) => {
  test('sets what main.bicep asks for, and nothing it does not know', () => {
    const { params } = file('main.bicep');
    const set = file(path).assigned;
    expect(set.filter((name) => !params.some((each) => each.name === name))).toEqual([]);
    expect(params.filter((each) => !each.optional && !set.includes(each.name))).toEqual([]);
    expect(text(path)).toMatch(/^using 'main\.bicep'/);
  });
});

test('README lists every type, api-version and property that is set, and no others', () => {
  const written = new Map<string, Set<string>>();
  for (const path of templates)
    for (const { type, paths: set } of file(path).resources) {
      const known = written.get(type) ?? new Set();
      written.set(type, known);
      for (const each of set) known.add(each);
    }
  const listed = [...text('README.md').matchAll(/^\| `([\w./]+@[\w-]+)` \| (.*?) \| (\S+\/\S+) \|$/gm)].map(
    ([, type = '', cell = '', source = '']) => {
      expect(source).toMatch(new RegExp(`^\\w+/${type.split('/')[0]?.toLowerCase()}/${type.split('@')[1]}$`));
      return [type, [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '').toSorted()] as const;
    },
  );
  const wanted = [...written].map(([type, set]) => [type, [...set].toSorted()] as const);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(wanted));
});

test('README names every built-in role id that is given, and no others', () => {
  const guid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
  const given = templates.flatMap((path) => text(path).match(guid) ?? []);
  expect([...new Set(text('README.md').match(guid))].toSorted()).toEqual([...new Set(given)].toSorted());
});

/** The value of `key: '…'` as deployed, its fillings as `${…}`. */
function valueOf(path: string, key: string): string {
  const property = [...everyNode(file(path).root)].find(
    (each) => each.type === 'object_property' && each.namedChildren[0]?.text === key,
  );
  const value = property?.namedChildren[1]?.text ?? '';
  return value.replaceAll(/^'|'$/g, '').replaceAll(String.raw`\'`, "'");
}

describe('rights', () => {
  test('the condition is the one that the doctor prints', () => {
    const id = '11111111-2222-4333-8444-555555555555';
    const condition = valueOf('modules/acs-rights.bicep', 'condition').replaceAll('${smtpRoleDefinitionId}', id);
    expect(condition).toBe(assigningCondition(id));
    expect(valueOf('modules/acs-rights.bicep', 'conditionVersion')).toBe('2.0');
  });

  test('the SMTP role has the three actions, no more; the other two are the files the doctor hands out', () => {
    const arrays = [...everyNode(file('modules/roles.bicep').root)].filter((each) => each.type === 'array');
    const actions = arrays
      .map((each) => each.namedChildren.map((child) => (child ? plain(child) : undefined)))
      .filter((each) => each.some((action) => action?.startsWith('Microsoft.Communication/')));
    expect(actions).toEqual([[...smtpRoleActions]]);
    expect(text('modules/roles.bicep').match(/loadJsonContent\('([^']+)'\)/g)).toHaveLength(2);
    for (const [, name = ''] of templates.flatMap((path) => [...text(path).matchAll(/loadJsonContent\('([^']+)'\)/g)]))
      expect(existsSync(join(folder, 'modules', name))).toBe(true);
  });

  test('every assignment says that it is to a service principal, and none is wider than a vault, a registry, mail or reading roles', () => {
    for (const path of templates)
      for (const { type, paths: set } of file(path).resources)
        if (type.startsWith('Microsoft.Authorization/roleAssignments')) {
          expect(set).toContain('properties.principalType');
          expect(valueOf(path, 'principalType')).toBe('ServicePrincipal');
        }
    const wide = templates.filter((path) => /Owner|Contributor|8e3af657|b24988ac|18d7d88d/.test(text(path)));
    expect(wide).toEqual([]);
  });
});

describe('what must not change by accident', () => {
  const leaf = (path: string, key: string): string => valueOf(path, key);
  test.each([
    ['modules/mail-zone.bicep', 'disableLocalAuth', 'true'],
    ['modules/bot.bicep', 'disableLocalAuth', 'true'],
    ['modules/logs.bicep', 'disableLocalAuth', 'true'],
    ['modules/vault.bicep', 'enableRbacAuthorization', 'true'],
    ['modules/vault.bicep', 'enablePurgeProtection', 'true'],
    ['modules/database.bicep', 'passwordAuth', 'Disabled'],
    ['modules/database.bicep', 'activeDirectoryAuth', 'Enabled'],
    ['modules/app.bicep', 'allowInsecure', 'false'],
    ['modules/app.bicep', 'type', 'UserAssigned'],
  ])('%s: %s is %s', (path, key, value) => {
    expect(leaf(path, key)).toBe(value);
  });

  test('one public door, at least one instance, probes where the bot answers, and time to drain', () => {
    const app = text('modules/app.bicep');
    expect(app.match(/external: true/g)).toHaveLength(1);
    expect(app.match(/path: '\/\w+'/g)?.toSorted()).toEqual([
      "path: '/healthz'",
      "path: '/healthz'",
      "path: '/readyz'",
    ]);
    expect(text('main.bicep')).toMatch(/@minValue\(1\)\nparam minReplicas int = 1/);
    expect(Number(valueOf('modules/app.bicep', 'terminationGracePeriodSeconds'))).toBeGreaterThan(30);
  });

  test('every setting it gives is one that Sendpass reads', () => {
    const known = variables.map((each) => each.key as string);
    const given = [
      ...text('main.bicep').matchAll(/\{ name: '([A-Z_]+)'/g),
      ...text('modules/app.bicep').matchAll(/variable: '([A-Z_]+)'/g),
    ];
    expect(given.map(([, key]) => key ?? '').filter((key) => !known.includes(key))).toEqual([]);
    // No secret stands in plain text: each comes from the vault by reference, or there is none (DATABASE_URL has no password).
    const secret = variables
      .filter((each) => each.secret && each.key !== 'DATABASE_URL')
      .map((each) => each.key as string);
    const inPlain = [...text('main.bicep').matchAll(/\{ name: '([A-Z_]+)'/g)].map(([, key]) => key ?? '');
    expect(inPlain.filter((key) => secret.includes(key))).toEqual([]);
  });
});

describe('alarms', () => {
  const names = [...text('modules/alerts.bicep').matchAll(/^ {4}name: '([\w-]+)'/gm)].map(([, name]) => name ?? '');

  test('each has a runbook, and each runbook an alarm', () => {
    const runbooks = globSync('docs/runbooks/*.md', { cwd: root }).map((path) => basename(path, '.md'));
    expect(names.toSorted()).toEqual(runbooks.toSorted());
    for (const name of names) expect(text('README.md')).toContain(`| ${name} |`);
  });

  test('the heartbeat it waits for is the one that is logged', () => {
    const [, waited = ''] = /line\.msg\) == "(\w+)"/.exec(text('modules/alerts.bicep')) ?? [];
    expect(readFileSync(join(root, 'src/watch/watch-all.ts'), 'utf8')).toContain(`'${waited}');`);
  });
});

describe.each(['entra-admin.sh', 'database-role.sh'])('%s', (name) => {
  test('stops at the first failure and says how it is called', () => {
    expect(text(name)).toMatch(/^#!\/usr\/bin\/env bash\n/);
    expect(text(name)).toContain('set -euo pipefail');
    expect(text(name)).toMatch(/\$\{1:\?usage: /);
  });
});

test('entra-admin.sh gives the permissions that the doctor looks for', () => {
  const asked = [
    ...readFileSync(join(root, 'adapters/entra/probe.ts'), 'utf8').matchAll(/^ {2,4}name: '([\w.]+)',$/gm),
  ];
  const given = [...text('entra-admin.sh').matchAll(/^ {2}([A-Z][\w.]+)$/gm)];
  expect(given.map(([, name]) => name)).toEqual(asked.map(([, name]) => name));
});
