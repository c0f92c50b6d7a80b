import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { assert, property, sample, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as quoting from '../../../src/clients/quoting.ts';
import { clientIds } from '../../../src/clients/client-id.ts';
import { settingsFor } from '../../../src/clients/settings-for.ts';

// Printable text: a secret is one line, and settingsFor flattens everything else before it gets here.
const secret = string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const tricky = [
  '~',
  "'",
  '"',
  '\\',
  '$',
  '$HOME',
  '${x}',
  '$(id)',
  '`id`',
  '%',
  '!',
  '#',
  "it's",
  '\\n',
  "\\'",
  '‘’‚‛',
  'a b',
  '{{x}}',
];

/** Each language's own reading of its literal, as its manual has it. */
const read = {
  shell: (text: string) => text.slice(1, -1).replaceAll(String.raw`'\''`, "'"),
  php: (text: string) => text.slice(1, -1).replace(/\\([\\'])/g, '$1'),
  powerShell: (text: string) => text.slice(1, -1).replace(/(['\u2018-\u201b])\1/g, '$1'),
  python: (text: string) => text.slice(1, -1).replace(/\\([\\'])/g, '$1'),
  javaScript: (text: string) => JSON.parse(text) as string,
};

/** A quote that is not escaped would end the literal early. */
const endsEarly = {
  shell: (text: string) =>
    text
      .slice(1, -1)
      .replaceAll(String.raw`'\''`, '')
      .includes("'"),
  php: (text: string) =>
    text
      .slice(1, -1)
      .replace(/\\[\\']/g, '')
      .includes("'"),
  powerShell: (text: string) => /['\u2018-\u201b]/.test(text.slice(1, -1).replace(/(['\u2018-\u201b])\1/g, '')),
  python: (text: string) =>
    text
      .slice(1, -1)
      .replace(/\\[\\']/g, '')
      .includes("'"),
  javaScript: () => false,
};

const quote = {
  shell: quoting.quoteShell,
  php: quoting.quotePhp,
  powerShell: quoting.quotePowerShell,
  python: quoting.quotePython,
  javaScript: quoting.quoteJavaScript,
};

describe('a quoted secret reads back as itself', () => {
  for (const language of Object.keys(quote) as (keyof typeof quote)[]) {
    const holds = (text: string): void => {
      const literal = quote[language](text);
      expect(endsEarly[language](literal)).toBe(false);
      expect(read[language](literal)).toBe(text);
    };
    test(`${language}, for any text`, () => assert(property(secret, holds)));
    test(`${language}, for the usual traps`, () => {
      expect(tricky.length).toBeGreaterThan(0);
      tricky.forEach(holds);
    });
  }
});

// One process for all texts: each writes them back, parted by NUL.
type Interpreter = { program: string; args: (texts: string[]) => string[]; input?: (texts: string[]) => string };
const joined = (texts: string[], quoted: (text: string) => string): string => texts.map(quoted).join(', ');
const interpreters: Record<string, Interpreter> = {
  shell: { program: 'sh', args: (texts) => ['-c', `printf '%s\\0' ${texts.map(quoting.quoteShell).join(' ')}`] },
  python: {
    program: 'python3',
    args: (texts) => [
      '-c',
      `import sys; sys.stdout.buffer.write('\\0'.join([${joined(texts, quoting.quotePython)}, '']).encode())`,
    ],
  },
  php: { program: 'php', args: (texts) => ['-r', `echo implode("\\0", [${joined(texts, quoting.quotePhp)}, '']);`] },
  'php ini': {
    program: 'php',
    args: () => ['-r', `foreach (parse_ini_string(stream_get_contents(STDIN)) as $x) echo $x, "\\0";`],
    input: (texts) => texts.map((text, index) => `x${index} = ${quoting.quotePhpIni(text)}\n`).join(''),
  },
  pwsh: {
    program: 'pwsh',
    args: (texts) => [
      '-NoProfile',
      '-Command',
      `[Console]::Out.Write((@(${joined(texts, quoting.quotePowerShell)}, '') -join [char]0))`,
    ],
  },
};

const installed = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${program}`));

describe('and the interpreter agrees', () => {
  for (const [name, { program, args, input }] of Object.entries(interpreters))
    test.skipIf(!installed(program))(`${name}${installed(program) ? '' : ` (${program} is not installed)`}`, () => {
      const texts = [...tricky, ...sample(secret, 100)];
      const given = input === undefined ? {} : { input: input(texts) };
      const output = execFileSync(program, args(texts), { ...given, encoding: 'utf8' });
      expect(output.split('\0').slice(0, -1)).toEqual(texts);
    });
});

describe('settings', () => {
  const input = {
    host: 'smtp.azurecomm.net',
    port: 587,
    username: 'billing-smtp',
    password: 'Hq7~2bW',
    from: 'a@b.example',
    displayName: 'Billing',
  };

  test('hold everything a client needs, for every client', () => {
    for (const client of clientIds) {
      const { text, title } = settingsFor(client, input);
      for (const part of ['smtp.azurecomm.net', '587', 'billing-smtp', 'Hq7~2bW', 'a@b.example'])
        expect(text).toContain(part);
      expect(title).not.toBe('');
    }
  });

  test('a line break in what a person typed starts no setting of its own', () => {
    for (const client of clientIds) {
      const lines = (text: string): number => text.split('\n').length;
      const broken = {
        ...input,
        displayName: 'x\nrelayhost = evil\r\n',
        from: 'a@b.example\nevil',
        username: 'u\u2028v',
      };
      expect(lines(settingsFor(client, broken).text)).toBe(lines(settingsFor(client, input).text));
    }
  });

  test('no line is indented: chat clients drop leading spaces on copy', () => {
    for (const client of clientIds) expect(settingsFor(client, input).text).not.toMatch(/^[ \t]/m);
  });
});
