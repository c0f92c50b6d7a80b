import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

// The rules of CONTRIBUTING, held by reading import lines. No compiler: a rule anyone can read beats a clever one.

const root = resolve(import.meta.dirname, '..');

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/'));
}

type Import = { from: string; to: string; typeOnly: boolean };

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)/gms);
  return [...found].map(([, type, to, dynamic]) => {
    const target = to ?? dynamic ?? '';
    const path = target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target;
    return { from: file, to: path, typeOnly: type !== undefined };
  });
}

const rooms = [
  'shared',
  'audit',
  'people',
  'policy',
  'senders',
  'relays',
  'clients',
  'provisioning',
  'credentials',
  'requests',
  'watch',
  'diagnosis',
  'chat',
];
const entries = ['src/app.ts', 'src/app-slack.ts', 'src/main.ts', 'src/doctor.ts', 'src/backup.ts'];
const product = ['src', 'cards', 'adapters'].flatMap(filesUnder);
const everything = [...product, ...filesUnder('infra')];
const imports = everything.flatMap(importsOf);

// Types may be named across rooms where the data itself is shared vocabulary; each pair is a decision, not a habit.
const typesAllowed = (each: Import): boolean =>
  each.typeOnly &&
  /^src\/(senders\/sender|requests\/request|clients\/client-id|provisioning\/plan-line)\.ts$/.test(each.to);

const roomOf = (path: string): number => rooms.indexOf(/^src\/([^/]+)\//.exec(path)?.[1] ?? '');

describe('layout', () => {
  test('a room of src imports only itself and rooms above it', () => {
    const wrong = imports.filter((each) => {
      const [from, to] = [roomOf(each.from), roomOf(each.to)];
      return from >= 0 && to > from && !typesAllowed(each);
    });
    expect(wrong).toEqual([]);
  });

  test('src never imports cards, adapters or infra; only app, main and doctor import adapters', () => {
    const wrong = imports.filter(
      (each) =>
        each.from.startsWith('src/') && !entries.includes(each.from) && /^(cards|adapters|infra|test)\//.test(each.to),
    );
    expect(wrong).toEqual([]);
  });

  test('src loads no SDK and does no I/O of its own', () => {
    const allowed = ['zod', 'luxon', 'uuid', 'node:crypto', 'node:util', 'csv-parse/sync'];
    const wrong = imports.filter(
      (each) => roomOf(each.from) >= 0 && !/^(src|cards|adapters|infra)\//.test(each.to) && !allowed.includes(each.to),
    );
    expect(wrong).toEqual([]);
  });

  test('cards import only cards and what src offers as data', () => {
    const wrong = imports.filter(
      (each) => each.from.startsWith('cards/') && !/^(cards|src)\//.test(each.to) && !['luxon'].includes(each.to),
    );
    expect(wrong).toEqual([]);
  });

  test('adapters import ports, shared, their own folder, and cards only from a chat adapter', () => {
    const wrong = imports.filter((each) => {
      if (!each.from.startsWith('adapters/') || !/^(src|cards|adapters|infra)\//.test(each.to)) return false;
      const own = each.from.split('/').slice(0, 2).join('/');
      if (
        each.to.startsWith(`${own}/`) ||
        each.to.startsWith('src/shared/') ||
        /^src\/[^/]+\/port-[^/]+\.ts$/.test(each.to)
      )
        return false;
      if (each.to.startsWith('cards/')) return !/^adapters\/(teams|slack)\//.test(each.from);
      return !(each.typeOnly && each.to.startsWith('src/'));
    });
    expect(wrong).toEqual([]);
  });

  test('the sandbox and the demo share no code with what they fool, and nothing imports them', () => {
    const wrong = imports.filter(
      (each) =>
        (each.from.startsWith('infra/') && /^(src|cards|adapters)\//.test(each.to)) ||
        (!each.from.startsWith('infra/') && each.to.startsWith('infra/')),
    );
    expect(wrong).toEqual([]);
  });

  test('no import cycles', () => {
    const graph = new Map(
      everything.map((file) => [
        file,
        importsOf(file)
          .filter((each) => !each.typeOnly)
          .map((each) => each.to),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of everything) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('no barrels', () => {
    expect(everything.filter((file) => file.endsWith('/index.ts'))).toEqual([]);
  });

  test('a file stays under 250 lines', () => {
    const long = everything
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
      .filter((each) => each.lines > 250);
    expect(long).toEqual([]);
  });
});

test('a dozen lines are not written twice', () => {
  const places = new Map<string, string[]>();
  for (const file of [...everything, ...filesUnder('test')])
    for (const passage of passagesOf(file, 12)) places.set(passage, [...(places.get(passage) ?? []), file]);
  const twice = [...places.values()].filter((files) => new Set(files).size > 1).map((files) => files.join(' and '));
  expect([...new Set(twice)]).toEqual([]);
});

/** Every so many lines in a row, without imports, comments and single words of a list. */
function passagesOf(file: string, length: number): string[] {
  const lines = readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(import |\} from |\/[/*]|\*|[\w, ]+,?$)/.test(line));
  return lines.slice(length - 1).map((_, at) => lines.slice(at, at + length).join('\n'));
}

describe('single places', () => {
  const holds = (pattern: RegExp, files: string[]): string[] =>
    files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));

  test('the environment is read in config.ts only', () => {
    expect(holds(/process\.env\b/, product)).toEqual(['src/config.ts']);
  });

  test('the clock is asked in clock.ts only', () => {
    expect(holds(/new Date\(\)|Date\.now\(\)/, product)).toEqual(['src/shared/clock.ts']);
  });

  test('a secret leaves memory only in the places that name why', () => {
    expect(holds(/\.expose\(/, product).sort()).toEqual([
      'adapters/azure/credential.ts',
      'adapters/azure/vault.ts',
      'adapters/entra/sign-in.ts',
      'adapters/entra/token-proof.ts',
      'adapters/postgres/open-store.ts',
      'adapters/postgres/probe.ts',
      'adapters/slack/client.ts',
      'adapters/slack/door.ts',
      'adapters/slack/probe.ts',
      'adapters/slack/receivers.ts',
      'adapters/smtp/mail-relay.ts',
      'adapters/teams/bot-token.ts',
      'cards/adaptive/blocks.ts',
      'cards/block-kit/code.ts',
      'cards/plain/blocks.ts',
      'src/credentials/pasteable.ts',
      'src/shared/secret.ts',
    ]);
  });

  test('which relay it is is asked by the relays alone: what differs stands in them as data', () => {
    const name = "'(?:acs|exchange)'";
    const asked = new RegExp(String.raw`[!=]==?\s*${name}|${name}\s*[!=]==?|\bcase ${name}|\.title [!=]==`);
    expect(holds(asked, product).sort()).toEqual(['src/relays/acs.ts', 'src/relays/exchange.ts']);
  });

  test('production code has no escape hatches for TLS or authentication', () => {
    expect(
      holds(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED['"]?\s*\]?\s*=[^=]|allowInsecureConnection/, product),
    ).toEqual([]);
  });
});
