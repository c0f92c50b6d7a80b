import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { assert, constantFrom, oneof, property, record, sample, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientId } from '../../../src/clients/client-id.ts';
import { oauthSettingsFor } from '../../../src/clients/oauth-settings-for.ts';
import { settingsFor } from '../../../src/clients/settings-for.ts';

// Whatever a secret or a name holds, it stays inside its quotes: what is left of a text without its literals never changes.

const traps = [
  '~',
  "'",
  '"',
  '\\',
  "\\'",
  '$(id)',
  '`id`',
  '${x}',
  '%(x)s',
  '%',
  '#',
  ';',
  "');",
  '");',
  '‘’‚‛',
  '\\n',
];
const hostile = oneof(constantFrom(...traps), string({ unit: 'grapheme', minLength: 1, maxLength: 30 }));
const values = record({ secret: hostile, displayName: hostile, mailbox: hostile, host: hostile });
type Values = { secret: string; displayName: string; mailbox: string; host: string };
const plain: Values = { secret: 'secret', displayName: 'Billing', mailbox: 'a@b.example', host: 'smtp.example' };

const oauthInput = ({ secret, ...rest }: Values) => ({
  ...rest,
  port: 587,
  tenantId: '9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4',
  clientId: '4c9f7c7e-5a51-4e0c-9d2c-0a1f5b7f2c11',
  clientSecret: secret,
  tokenEndpoint: 'https://login.microsoftonline.com/9a1d2c3b-0000-4b5c-8d6e-7f8091a2b3c4/oauth2/v2.0/token',
  scope: 'https://outlook.office365.com/.default',
  endsOn: '2027-05-20',
});
const byToken =
  (client: ClientId) =>
  (given: Values): string =>
    oauthSettingsFor(client, oauthInput(given)).text;
const byPassword =
  (client: ClientId) =>
  ({ secret, displayName, mailbox, host }: Values): string =>
    settingsFor(client, { host, port: 587, username: mailbox, password: secret, from: mailbox, displayName }).text;

/** A literal as the language's manual has it. */
const literals = {
  backslash: /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs,
  // An escaped quote between two literals is part of the word; taken for an opening one it would turn the rest inside out.
  shell: /'[^']*'|\\'/g,
  powerShell: /'(?:[^'\u2018-\u201b]|['\u2018-\u201b]{2})*'/g,
};

const texts: Record<string, [(given: Values) => string, RegExp]> = {
  'node, token': [byToken('node'), literals.backslash],
  'python, token': [byToken('python'), literals.backslash],
  'php, token': [byToken('php'), literals.backslash],
  'dotnet, token': [byToken('dotnet'), literals.backslash],
  'curl, token': [byToken('swaks'), literals.shell],
  'powershell, token': [byToken('powershell'), literals.powerShell],
  'node, password': [byPassword('node'), literals.backslash],
  'python, password': [byPassword('python'), literals.backslash],
  'dotnet, password': [byPassword('dotnet'), literals.backslash],
  'wordpress, password': [byPassword('wordpress'), literals.backslash],
  'swaks, password': [byPassword('swaks'), literals.shell],
  'powershell, password': [byPassword('powershell'), literals.powerShell],
};

describe('nothing that is filled in becomes code', () => {
  test.each(Object.entries(texts))('%s', (_name, [text, literal]) => {
    // A shell word is several literals in a row.
    const code = (given: Values): string => text(given).replace(literal, 'L').replace(/L+/g, 'L');
    const expected = code(plain);
    assert(
      property(values, (given) => {
        expect(code(given)).toBe(expected);
      }),
    );
  });
});

const installed = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));

/** Runs a line of Python for each text of a JSON list; what it prints is JSON too. */
const inPython = (program: string, input: string[]): unknown =>
  JSON.parse(execFileSync('python3', ['-c', program], { encoding: 'utf8', input: JSON.stringify(input) }));

// Whitespace at the ends is lost in a config file; Entra's secrets hold none.
const samples = [...traps, ...sample(string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), 100)]
  .map((secret) => secret.trim())
  .filter((secret) => secret !== '');

/** What a shell hands to `program`, and to its standard input, when it is given the text. */
function inShell(text: string, program: string): { args: string[]; input: string } {
  const shadow = `${program}() { printf '%s\\0' "$@"; printf '\\1'; cat; }`;
  const out = execFileSync('sh', ['-c', `${shadow}\n${text}`], { encoding: 'utf8' });
  const [args = '', input = ''] = out.split('\u0001');
  return { args: args.split('\0').slice(0, -1), input };
}

test('a shell hands every value to swaks as one word, and the password to its input only', () => {
  const whole = record({ secret: hostile, displayName: hostile, mailbox: hostile, host: hostile });
  assert(
    property(whole, (given) => {
      const { args, input } = inShell(byPassword('swaks')(given), 'swaks');
      const after = (name: string): string | undefined => args[args.indexOf(name) + 1];
      expect(input).toBe(`${given.secret}\n`);
      expect([after('--server'), after('--auth-user'), after('--from')]).toEqual([
        given.host,
        given.mailbox,
        given.mailbox,
      ]);
      expect(after('--h-From')?.endsWith(` <${given.mailbox}>`)).toBe(true);
      expect(args).toHaveLength(20);
    }),
    { numRuns: 60 },
  );
});

describe.skipIf(!installed('python3'))('read by the reader of each', () => {
  test('the proxy’s own reader, ConfigParser, gives back every value', () => {
    const inputs = samples.map((secret) => ({ ...plain, secret }));
    const program = `
import configparser, json, sys
def read(text):
    parser = configparser.ConfigParser()
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`;
    const files = inPython(program, inputs.map(byToken('oauth2-proxy'))) as Record<string, Record<string, string>>[];
    expect(files.map((file) => file['a@b.example']?.['client_secret'])).toEqual(samples);
    expect(files[0]).toMatchObject({
      'SMTP-2587': { local_address: '127.0.0.1', server_address: 'smtp.example', server_starttls: 'True' },
      'a@b.example': { oauth2_flow: 'client_credentials', oauth2_scope: 'https://outlook.office365.com/.default' },
      // Without these two any password opens the mailbox to whoever reaches the port.
      emailproxy: { delete_account_token_on_password_error: 'False', encrypt_client_secret_on_first_use: 'True' },
    });
  });

  test('Python’s own parser finds the secret as one constant', () => {
    const program = `
import ast, json, sys
def constants(text):
    return [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
print(json.dumps([constants(text) for text in json.load(sys.stdin)], default=str))`;
    const found = inPython(
      program,
      samples.map((secret) => byToken('python')({ ...plain, secret })),
    ) as unknown[][];
    found.forEach((constants, index) => expect(constants).toContain(samples[index]));
  });
});
