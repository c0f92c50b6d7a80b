import * as fc from 'fast-check';
import { assert } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { runScript, type Terminal } from '../../../../infra/sandbox/exchange/powershell/shell.ts';
import type { World } from '../../../../infra/sandbox/world.ts';
import { startContext } from '../sandbox-arm/harness.ts';

// Whatever is sent as a script is answered as a terminal would, in bounded time: a crash or a loop would take the whole sandbox with it.

let world: World;
beforeAll(async () => {
  ({ world } = await startContext());
});

const CONNECT = 'Connect-ExchangeOnline -Organization contoso.onmicrosoft.com\n';
const run = (script: string): Terminal => runScript(world, script);
const expectAnswer = ({ output, failed }: Terminal): boolean =>
  typeof output === 'string' && (failed === null || failed.length > 0);

const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

describe.each(INHERITED)('what JavaScript knows of every object, and PowerShell does not: %s', (name) => {
  test.each([
    [`"[$${name}]"`, { output: '[]', failed: null }],
    [`"[$(@{ a = 1 }.${name.replace(/^_+/, '')})]"`, { output: '[]', failed: null }],
    [`'a' | Select-Object -Property '${name}' | ForEach-Object { 'one' }`, { output: 'one', failed: null }],
    [`$h = @{ '${name}' = 1 }; $h['${name}'] + 1`, { output: '2', failed: null }],
    [`$${name} = 'mine'; $${name}`, { output: 'mine', failed: null }],
  ])('%s', (script, terminal) => expect(run(script)).toEqual(terminal));

  test('as command, operator, parameter, property of a filter and operator in it', () => {
    const refused = (script: string): string => {
      const { failed, output } = run(CONNECT + script);
      return failed ?? output;
    };
    if (!name.startsWith('_')) expect(refused(name)).toContain(`The term '${name}' is not recognized`);
    expect(refused(`'a' -${name} 'b'`)).toMatch(/Unexpected token/);
    expect(refused(`Get-Recipient -${name} 1`)).toMatch(/parameter/);
    expect(refused(`Get-Recipient -Filter "${name} -eq 'a'"`)).toContain('is not a filterable property');
    expect(refused(`Get-Recipient -Filter "Alias ${name} 'a'"`)).toContain('is not a valid operator');
  });
});

const many = (text: string, times = 50_000): string => text.repeat(times);

test.each<[string, string, RegExp]>([
  ['brackets', many('('), /nested too deeply/],
  ['lists', many('@('), /nested too deeply/],
  ['tables', many('@{a='), /nested too deeply/],
  ['blocks', many('if(1){'), /nested too deeply/],
  ['texts', many('"$('), /nested too deeply/],
  ['indexes', `$a${many('[$a')}`, /nested too deeply/],
  ['denials', many('!'), /nested too deeply/],
  ['assignments', many('$a='), /nested too deeply/],
  ['brackets that look like assignments', `${many('$a[(', 40)}1${many(')]', 40)}`, /null array/],
  ['properties', `$a${many('.b')}`, /call depth overflow/],
  ['sums', `1${many(' + 1')}`, /call depth overflow/],
  ['filters', `${CONNECT}Get-Recipient -Filter '${many('(')}' -ErrorAction Stop`, /nested too deeply/],
  ['a text that doubles', many('$s = "x$s$s"\n', 60), /takes more work/],
  ['a list that doubles', `$a = @(1)\n${many('$a = $a + $a\n', 60)}`, /takes more work/],
  ['a list of itself', `$a = 1\n${many('$a = @($a, $a)\n', 60)}"$a"`, /^$/],
  ['a table in itself', `$h = @{}; $h['a'] = $h; $h['b'] = $h; $h | ConvertTo-Json -Depth 100`, /takes more work/],
  [
    'loops in loops',
    `$a = @(1)\n${many('$a = $a + $a\n', 12)}${many('foreach ($x in $a) {', 5)}1${many('}', 5)}`,
    /takes more work/,
  ],
  [
    'a loop that catches',
    `$a = @(1)\n${many('$a = $a + $a\n', 30)}try { $a = $a + $a } catch { 'go on' }`,
    /takes more work/,
  ],
  ['a pattern that is none', `'a' -match '('`, /Invalid pattern/],
  ['a pattern without an end', `'${'a'.repeat(60)}!' -match '^(a+)+$'`, /gave up on the pattern/],
  ['many stars', `'${many('a')}' -like '${many('*a', 50)}b'`, /takes more work/],
  ['a depth out of range', `1 | ConvertTo-Json -Depth 101`, /between 0 and 100/],
  ['a number that is none', `@(1) | Select-Object -First many`, /Cannot convert value "many"/],
])('%s', (_case, script, failed) => {
  const answer = run(script);
  expect(answer.failed ?? '').toMatch(failed);
});

const WORDS = [
  '$x',
  '$_',
  '$h',
  "'a'",
  '"$x"',
  '"$(',
  '@(',
  '@{',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '=',
  ';',
  '\n',
  ',',
  '|',
  '1',
  '.Count',
  '-eq',
  '-match',
  '-like',
  '-join',
  '-and',
  '-not',
  '!',
  '+',
  '`',
  '#',
  '<#',
  '#>',
  '-Identity',
  '-Confirm:$false',
  'if',
  'else',
  'foreach',
  'in',
  'try',
  'catch',
  'throw',
  'Get-Recipient',
  'New-ServicePrincipal',
  'Sort-Object',
  'Where-Object',
  'ForEach-Object',
  'Select-Object',
  'ConvertTo-Json',
  'Write-Output',
  'Format-List',
  ...INHERITED,
];

test('any text is answered', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' ')),
  );
  assert(
    fc.property(anyText, (script) => expectAnswer(run(CONNECT + script))),
    { numRuns: 300 },
  );
});

/** Scripts that can be read, of everything the shell knows. */
const { script } = fc.letrec<{ script: string; statement: string; value: string; block: string }>((tie) => {
  const name = fc.constantFrom('$x', '$y', '$h', '$_', '$mailbox', '$constructor');
  const operator = fc.constantFrom(
    '-eq',
    '-ne',
    '-like',
    '-match',
    '-contains',
    '-in',
    '-join',
    '-gt',
    '-le',
    '-and',
    '-or',
    '+',
  );
  const two = fc.tuple(tie('value'), tie('value'));
  return {
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.nat(99).map(String), name, fc.constantFrom("'a*'", "'('", '""', '$null', '$true', '@()', '"$x b"')),
      fc.tuple(tie('value'), operator, tie('value')).map(([a, is, b]) => `(${a} ${is} ${b})`),
      two.map(([a, b]) => `@(${a}, ${b})`),
      two.map(([a, b]) => `@{ a = ${a}; toString = ${b} }`),
      fc
        .tuple(tie('value'), fc.constantFrom('.a', '.Count', '.toString', "['a']", '[0]'))
        .map(([of, at]) => `(${of})${at}`),
      tie('value').map((a) => `"<$(${a})>"`),
      tie('statement').map((inner) => `@(${inner})`),
    ),
    block: tie('statement').map((inner) => `{ ${inner} }`),
    statement: fc.oneof(
      { maxDepth: 4 },
      fc.tuple(name, tie('value')).map(([to, a]) => `${to} = ${a}`),
      tie('value').map((a) => `$h['k'] = ${a}`),
      tie('value'),
      fc.tuple(tie('value'), tie('block'), tie('block')).map(([a, yes, no]) => `if (${a}) ${yes} else ${no}`),
      fc.tuple(tie('value'), tie('block')).map(([all, body]) => `foreach ($x in ${all}) ${body}`),
      fc.tuple(tie('block'), tie('block')).map(([body, handler]) => `try ${body} catch ${handler}`),
      tie('value').map((a) => `throw ${a}`),
      fc.tuple(tie('value'), tie('block')).map(([a, body]) => `${a} | Where-Object ${body} | ForEach-Object ${body}`),
      tie('value').map((a) => `${a} | Sort-Object -Unique | Select-Object -First 2 | ConvertTo-Json -Depth 3`),
      tie('value').map((a) => `${a} | Format-List`),
      two.map(([a, b]) => `New-ServicePrincipal -AppId ${a} -ObjectId ${b} -ErrorAction SilentlyContinue`),
      two.map(([a, b]) => `Add-MailboxPermission -Identity ${a} -User ${b} -AccessRights ${a}`),
      two.map(([a, b]) => `New-ManagementScope -Name ${a} -RecipientRestrictionFilter ${b}`),
      two.map(([a, b]) => `Set-CASMailbox ${a} -SmtpClientAuthenticationDisabled ${b}`),
    ),
    script: fc.array(tie('statement'), { maxLength: 5 }).map((all) => CONNECT + all.join('\n')),
  };
});

test('any script that can be read is run, up to what fails', () => {
  assert(
    fc.property(script, (text) => {
      const answer = run(text);
      expect(answer.failed ?? '').not.toMatch(/At line:/);
      return expectAnswer(answer);
    }),
    { numRuns: 300 },
  );
});
